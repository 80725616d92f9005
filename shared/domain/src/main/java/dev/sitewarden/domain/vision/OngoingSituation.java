package dev.sitewarden.domain.vision;

import dev.sitewarden.domain.vision.ZoneEvent.Situation;
import java.util.Optional;

/**
 * What a rule raised and did not clear, as the latest frame shows it.
 *
 * @param subject the best-scored object that makes it hold
 * @param objects that do so, at least 1
 */
public record OngoingSituation(
    Zone zone, Rule rule, Optional<TrackId> object, Track subject, int objects) {
  public OngoingSituation {
    if (objects < 1) {
      throw new IllegalArgumentException(
          "rule %s holds because of 1 object or more, got %d".formatted(rule.id(), objects));
    }
  }

  public Situation situation() {
    return new Situation(zone.id(), rule.id(), object);
  }
}
