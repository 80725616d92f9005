package dev.sitewarden.domain.vision;

import dev.sitewarden.domain.model.Label;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;

/**
 * How many objects were in a zone during an interval.
 *
 * @param from start of the interval
 * @param to its end, later than {@code from}
 * @param watched how much of it was seen; less if the camera was away
 * @param labels what was there, one entry for each label that was; empty if nobody came
 */
public record ZoneCount(
    ZoneId zone, Instant from, Instant to, Duration watched, List<LabelCount> labels) {

  /**
   * The objects of one label.
   *
   * @param most at one moment
   * @param mean over the time that was watched
   * @param entered stays that began, appearing inside included
   * @param left stays that ended
   * @param in crossings of the zone's lines from their left hand to their right
   * @param out the other way
   */
  public record LabelCount(
      Label label, int most, double mean, int entered, int left, int in, int out) {
    public LabelCount {
      if (most < 0 || entered < 0 || left < 0 || in < 0 || out < 0) {
        throw new IllegalArgumentException(
            "counts of %s must be 0 or more, got most %d, entered %d, left %d, in %d, out %d"
                .formatted(label, most, entered, left, in, out));
      }
      if (!(mean >= 0 && mean <= most)) { // written so that NaN fails too
        throw new IllegalArgumentException(
            "mean of %s must lie between 0 and most, %d, got %s".formatted(label, most, mean));
      }
    }
  }

  public ZoneCount {
    labels = List.copyOf(labels);
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException(
          "counts of zone %s need an interval, got %s to %s".formatted(zone, from, to));
    }
    if (watched.isNegative() || watched.compareTo(Duration.between(from, to)) > 0) {
      throw new IllegalArgumentException(
          "zone %s was watched for %s of %s to %s".formatted(zone, watched, from, to));
    }
    var distinct = new HashSet<Label>();
    for (LabelCount count : labels) {
      if (!distinct.add(count.label())) {
        throw new IllegalArgumentException(
            "zone %s has two counts of %s".formatted(zone, count.label()));
      }
    }
  }
}
