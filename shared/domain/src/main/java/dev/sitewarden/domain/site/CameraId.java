package dev.sitewarden.domain.site;

/** A camera, unique within its device. */
public record CameraId(String value) {
  public CameraId {
    Identifiers.require("camera id", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
