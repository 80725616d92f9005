package dev.sitewarden.domain.vision;

import dev.sitewarden.domain.site.Identifiers;

/** Names a zone, unique per camera. */
public record ZoneId(String value) {
  public ZoneId {
    Identifiers.require("zone id", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
