package dev.sitewarden.edge.media;

import java.time.Duration;

/**
 * How much an incident's evidence shows.
 *
 * @param before the clip and the detections begin at least this long before the incident
 * @param after and end this long after it
 * @param clipBytes a clip that gets larger is cut short
 * @param privacy what is made unrecognisable in snapshot and clip
 */
public record MediaConfig(Duration before, Duration after, long clipBytes, Privacy privacy) {
  public MediaConfig {
    if (before.isNegative() || after.isNegative() || clipBytes < 1) {
      throw new IllegalArgumentException(
          "evidence needs times of 0s or more and at least 1 byte, got %s, %s, %d"
              .formatted(before, after, clipBytes));
    }
  }

  public static MediaConfig defaults() {
    return new MediaConfig(
        Duration.ofSeconds(3), Duration.ofSeconds(5), 32L << 20, Privacy.defaults());
  }

  public MediaConfig withPrivacy(Privacy wanted) {
    return new MediaConfig(before, after, clipBytes, wanted);
  }
}
