package dev.sitewarden.domain.vision;

import dev.sitewarden.domain.model.Label;
import java.time.Duration;
import java.util.Set;

/** What a zone watches for. */
public sealed interface Rule {
  RuleId id();

  /**
   * Raised when an object with one of the labels stands in the zone in at least {@code atLeast} of
   * the last {@code outOf} frames; cleared when none did in {@code outOf} frames.
   *
   * @param labels objects that count, at least one
   * @param atLeast N of N-of-M: raising it answers later and ignores more single-frame mistakes
   * @param outOf M of N-of-M, 1..1000 frames
   * @param cooldown after it cleared, for how long the rule stays silent in this zone
   */
  record ObjectPresent(RuleId id, Set<Label> labels, int atLeast, int outOf, Duration cooldown)
      implements Rule {
    public ObjectPresent {
      labels = Set.copyOf(labels);
      if (labels.isEmpty()) {
        throw new IllegalArgumentException("rule %s needs at least one label".formatted(id));
      }
      if (atLeast < 1 || outOf < atLeast || outOf > 1000) {
        throw new IllegalArgumentException(
            "rule %s needs 1 <= at-least <= out-of <= 1000, got %d of %d"
                .formatted(id, atLeast, outOf));
      }
      if (cooldown.isNegative()) {
        throw new IllegalArgumentException(
            "rule %s needs a cooldown of 0s or more, got %s".formatted(id, cooldown));
      }
    }
  }

  /** The preset for bare heads: 3 of the last 5 frames, silent for 10 s after it cleared. */
  static ObjectPresent missingPpe() {
    return new ObjectPresent(
        new RuleId("missing-ppe"), Set.of(new Label("head")), 3, 5, Duration.ofSeconds(10));
  }
}
