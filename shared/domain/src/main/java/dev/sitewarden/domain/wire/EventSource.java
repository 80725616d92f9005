package dev.sitewarden.domain.wire;

import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.domain.site.DeviceId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who speaks: {@code /devices/{device}/cameras/{camera}}, with {@code /modules/{module}} between if
 * any; without a camera if the device speaks of itself.
 */
public record EventSource(DeviceId device, Optional<CameraId> onlyCamera) {
  private static final Pattern PATH =
      Pattern.compile("/devices/([^/]+)(?:/modules/[^/]+)?(?:/cameras/([^/]+))?");

  /** A camera of a device. */
  public EventSource(DeviceId device, CameraId camera) {
    this(device, Optional.of(camera));
  }

  /** The device itself. */
  public static EventSource of(DeviceId device) {
    return new EventSource(device, Optional.empty());
  }

  /** Reads the path; anything else is an {@link IllegalArgumentException}. */
  public static EventSource parse(String path) {
    Matcher matcher = PATH.matcher(path);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "source must be /devices/{device}[/modules/{module}][/cameras/{camera}], got '%s'"
              .formatted(path));
    }
    return new EventSource(
        new DeviceId(matcher.group(1)), Optional.ofNullable(matcher.group(2)).map(CameraId::new));
  }

  /** The camera that speaks; every message that was read has one, except of a device's health. */
  public CameraId camera() {
    return onlyCamera.orElseThrow(
        () -> new IllegalStateException(this + " speaks of the device, not of a camera"));
  }

  @Override
  public String toString() {
    return "/devices/" + device + onlyCamera.map(camera -> "/cameras/" + camera).orElse("");
  }
}
