package dev.sitewarden.domain.wire;

import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.domain.site.DeviceId;
import dev.sitewarden.domain.site.ModuleId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who speaks: {@code /devices/{device}[/modules/{module}][/cameras/{camera}]}; without a camera if
 * the device speaks of itself.
 */
public record EventSource(
    DeviceId device, Optional<ModuleId> module, Optional<CameraId> onlyCamera) {
  private static final Pattern PATH =
      Pattern.compile("/devices/([^/]+)(?:/modules/([^/]+))?(?:/cameras/([^/]+))?");

  /** A camera of a device that speaks for itself. */
  public EventSource(DeviceId device, CameraId camera) {
    this(device, Optional.empty(), Optional.of(camera));
  }

  /** The device itself. */
  public static EventSource of(DeviceId device) {
    return new EventSource(device, Optional.empty(), Optional.empty());
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
        new DeviceId(matcher.group(1)),
        Optional.ofNullable(matcher.group(2)).map(ModuleId::new),
        Optional.ofNullable(matcher.group(3)).map(CameraId::new));
  }

  /** A camera of the same device and module. */
  public EventSource withCamera(CameraId camera) {
    return new EventSource(device, module, Optional.of(camera));
  }

  /** The camera that speaks; every message that was read has one, except of the device itself. */
  public CameraId camera() {
    return onlyCamera.orElseThrow(
        () -> new IllegalStateException(this + " speaks of the device, not of a camera"));
  }

  @Override
  public String toString() {
    return "/devices/"
        + device
        + module.map(program -> "/modules/" + program).orElse("")
        + onlyCamera.map(camera -> "/cameras/" + camera).orElse("");
  }
}
