package dev.sitewarden.domain.site;

/** A place with one team of site engineers. */
public record SiteId(String value) {
  public SiteId {
    Identifiers.require("site id", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
