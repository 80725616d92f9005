package dev.sitewarden.domain.incident;

import dev.sitewarden.domain.model.Digest;
import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.domain.site.DeviceId;
import dev.sitewarden.domain.vision.RuleId;
import dev.sitewarden.domain.vision.ZoneId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/**
 * Names an incident. Made from what it is about, so that a device that sees the same instant twice,
 * after a crash, says the same name.
 */
public record IncidentId(UUID value) {

  /** The id of what a rule of a zone saw at one instant (milliseconds count). */
  public static IncidentId of(
      DeviceId device, CameraId camera, ZoneId zone, RuleId rule, Instant capturedAt) {
    return of(device, camera, zone, rule, capturedAt, 0);
  }

  /**
   * The id of one of several things that a rule of a zone saw at one instant: UUID version 8 over
   * SHA-256.
   *
   * @param nth which of them, from 0; the first is named as if it were alone
   */
  public static IncidentId of(
      DeviceId device, CameraId camera, ZoneId zone, RuleId rule, Instant capturedAt, int nth) {
    String key =
        String.join(
            "/",
            device.value(),
            camera.value(),
            zone.value(),
            rule.value(),
            Long.toString(capturedAt.toEpochMilli()) + (nth == 0 ? "" : "/" + nth));
    String hex = Digest.of(key.getBytes(StandardCharsets.UTF_8)).sha256();
    long high = Long.parseUnsignedLong(hex.substring(0, 16), 16);
    long low = Long.parseUnsignedLong(hex.substring(16, 32), 16);
    return new IncidentId(new UUID((high & ~0xF000L) | 0x8000L, (low & ~(3L << 62)) | (1L << 63)));
  }

  /** Reads the usual text form; anything else is an {@link IllegalArgumentException}. */
  public static IncidentId parse(String text) {
    return new IncidentId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
