package dev.sitewarden.domain.incident;

import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.domain.site.DeviceId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Where evidence lies: {@code {device}/{camera}/{yyyy}/{mm}/{dd}/{incident}/{file}}, days in UTC.
 */
public final class EvidencePath {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuu/MM/dd").withZone(ZoneOffset.UTC);

  private EvidencePath() {}

  /** The path below the device's own folder, as the device names it in a file upload. */
  public static String belowDevice(
      CameraId camera, Instant capturedAt, IncidentId incident, Evidence.Kind kind) {
    return "%s/%s/%s/%s".formatted(camera, DAY.format(capturedAt), incident, kind.fileName());
  }

  /** The path in the blob store; the hub puts the device's name before what the device says. */
  public static String of(
      DeviceId device,
      CameraId camera,
      Instant capturedAt,
      IncidentId incident,
      Evidence.Kind kind) {
    return device + "/" + belowDevice(camera, capturedAt, incident, kind);
  }
}
