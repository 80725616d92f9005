package dev.sitewarden.hub.upload;

import dev.sitewarden.domain.site.DeviceId;
import dev.sitewarden.hub.identity.RefusedException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * The uploads that were begun and not yet reported, at most ten per device as in IoT Hub. One that
 * is never reported ends with its token. In memory: a restart of the hub forgets them.
 */
final class ActiveUploads {
  private static final int MAX_PER_DEVICE = 10;

  private record Upload(DeviceId device, Instant until) {}

  private final Map<String, Upload> uploads = new HashMap<>();

  /** Notes a new upload, or refuses it if the device has too many. */
  void begin(String correlationId, DeviceId device, Instant now, Instant until) {
    uploads.values().removeIf(upload -> !now.isBefore(upload.until()));
    long active = uploads.values().stream().filter(u -> u.device().equals(device)).count();
    if (active >= MAX_PER_DEVICE) {
      throw new RefusedException(
          403,
          "DeviceMaximumActiveFileUploadLimitExceeded",
          "device %s has %d uploads under way, at most %d are allowed; report one as finished first"
              .formatted(device, active, MAX_PER_DEVICE));
    }
    uploads.put(correlationId, new Upload(device, until));
  }

  /** Ends the device's upload; refuses one that it did not begin. */
  void end(String correlationId, DeviceId device) {
    Upload upload = uploads.get(correlationId);
    if (upload == null || !upload.device().equals(device)) {
      throw new RefusedException(
          404,
          "FileUploadNotFound",
          "device %s has no upload '%s' under way".formatted(device, correlationId));
    }
    uploads.remove(correlationId);
  }
}
