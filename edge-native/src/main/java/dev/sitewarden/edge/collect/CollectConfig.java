package dev.sitewarden.edge.collect;

import dev.sitewarden.domain.geometry.Polygon;
import dev.sitewarden.domain.wire.DeviceMessage.FrameSampled.Why;
import dev.sitewarden.edge.media.Shelf;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which frames are kept to learn from. They show people as they are: nothing is kept unless {@code
 * perHour} allows it.
 *
 * @param every a frame is kept on schedule this often
 * @param motion a frame is kept when this share of the picture changed since the last one kept.
 *     Raising it: fewer frames of small and distant things
 * @param band a score this close to its threshold is uncertain
 * @param pause between two frames kept for the same reason: neighbours teach nothing new
 * @param perHour most frames an hour by reason; a reason that is not named keeps none
 * @param whileDetecting reasons that count in mode detect too
 * @param bytesPerDay most bytes a day
 * @param limits of what waits on the device
 * @param covered areas that are painted black, always
 */
public record CollectConfig(
    Duration every,
    double motion,
    double band,
    Duration pause,
    Map<Why, Integer> perHour,
    Set<Why> whileDetecting,
    long bytesPerDay,
    Shelf.Limits limits,
    List<Polygon> covered) {
  public CollectConfig {
    perHour = Map.copyOf(perHour);
    whileDetecting = Set.copyOf(whileDetecting);
    covered = List.copyOf(covered);
    if (!every.isPositive() || pause.isNegative()) {
      throw new IllegalArgumentException(
          "collect needs every above 0s and a pause of 0s or more, got %s and %s"
              .formatted(every, pause));
    }
    if (!(motion > 0 && motion <= 1 && band >= 0 && band <= 1)) { // so that NaN fails too
      throw new IllegalArgumentException(
          "collect needs motion above 0 up to 1 and a band of 0..1, got %s and %s"
              .formatted(motion, band));
    }
    if (bytesPerDay < 0 || perHour.values().stream().anyMatch(frames -> frames < 0)) {
      throw new IllegalArgumentException(
          "collect needs quotas of 0 or more, got %d bytes and %s".formatted(bytesPerDay, perHour));
    }
  }

  /** Keeps nothing; a day and 256 MB on the device once something is allowed. */
  public static CollectConfig off() {
    return new CollectConfig(
        Duration.ofMinutes(1),
        0.02,
        0.1,
        Duration.ofSeconds(5),
        Map.of(),
        Set.of(Why.REQUEST, Why.DISAGREEMENT, Why.UNCERTAINTY),
        200L << 20,
        new Shelf.Limits(256L << 20, Duration.ofDays(1)),
        List.of());
  }

  public CollectConfig withPerHour(Map<Why, Integer> quotas) {
    return new CollectConfig(
        every, motion, band, pause, quotas, whileDetecting, bytesPerDay, limits, covered);
  }

  public CollectConfig withCovered(List<Polygon> areas) {
    return new CollectConfig(
        every, motion, band, pause, perHour, whileDetecting, bytesPerDay, limits, areas);
  }
}
