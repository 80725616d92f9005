package dev.sitewarden.edge.media;

import dev.sitewarden.domain.site.CameraId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A time of one camera of which nothing may be dropped.
 *
 * @param name the incident's id, or one that the camera and the time make
 * @param reason why, for those who find it later
 */
public record Hold(String name, CameraId camera, Instant from, Instant to, String reason) {
  private static final int LONGEST_NAME = 128;
  private static final int LONGEST_REASON = 1000;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  public Hold {
    require("name", name, LONGEST_NAME);
    require("reason", reason, LONGEST_REASON);
    if (to.isBefore(from)) {
      throw new IllegalArgumentException(
          "hold %s must not end before it begins, got %s to %s".formatted(name, from, to));
    }
  }

  /** A hold of a time that has no name of its own: the same time is the same hold. */
  public static Hold of(CameraId camera, Instant from, Instant to, String reason) {
    String name = "%s_%s_%s".formatted(camera, TIME.format(from), TIME.format(to));
    return new Hold(name, camera, from, to, reason);
  }

  boolean touches(CameraId other, Instant begin, Instant end) {
    return camera.equals(other) && !from.isAfter(end) && !to.isBefore(begin);
  }

  private static void require(String what, String text, int longest) {
    if (text.isBlank()
        || text.length() > longest
        || text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "a hold needs a %s of 1..%d printable characters, got '%s'"
              .formatted(what, longest, text));
    }
  }
}
