package dev.sitewarden.domain.site;

/** A computer at a site that runs the edge; also its identity at the hub. */
public record DeviceId(String value) {
  public DeviceId {
    Identifiers.require("device id", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
