package dev.sitewarden.domain.wire;

import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.domain.site.DeviceId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who speaks: {@code /devices/{device}/cameras/{camera}}, with {@code /modules/{module}} between if
 * any.
 */
public record EventSource(DeviceId device, CameraId camera) {
  private static final Pattern PATH =
      Pattern.compile("/devices/([^/]+)(?:/modules/[^/]+)?/cameras/([^/]+)");

  /** Reads the path; anything else is an {@link IllegalArgumentException}. */
  public static EventSource parse(String path) {
    Matcher matcher = PATH.matcher(path);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "source must be /devices/{device}[/modules/{module}]/cameras/{camera}, got '%s'"
              .formatted(path));
    }
    return new EventSource(new DeviceId(matcher.group(1)), new CameraId(matcher.group(2)));
  }

  @Override
  public String toString() {
    return "/devices/%s/cameras/%s".formatted(device, camera);
  }
}
