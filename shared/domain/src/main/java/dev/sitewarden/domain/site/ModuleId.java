package dev.sitewarden.domain.site;

/** A program with an identity of its own on a device, as IoT Edge runs it. */
public record ModuleId(String value) {
  public ModuleId {
    Identifiers.require("module id", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
