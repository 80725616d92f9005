package dev.sitewarden.domain.vision;

import dev.sitewarden.domain.model.Label;
import java.time.Duration;
import java.util.Set;

/** What a zone watches for. */
public sealed interface Rule {
  /** What it says whatever it watches for. */
  RuleTerms terms();

  default RuleId id() {
    return terms().id();
  }

  /**
   * Raised when an object stands in the zone in at least {@code atLeast} of the last {@code outOf}
   * frames; cleared when none did in {@code outOf} frames.
   *
   * @param atLeast N of N-of-M: raising it answers later and ignores more single-frame mistakes
   * @param outOf M of N-of-M, 1..1000 frames
   */
  record ObjectPresent(RuleTerms terms, int atLeast, int outOf) implements Rule {
    public ObjectPresent {
      if (atLeast < 1 || outOf < atLeast || outOf > 1000) {
        throw new IllegalArgumentException(
            "rule %s needs 1 <= at-least <= out-of <= 1000, got %d of %d"
                .formatted(terms.id(), atLeast, outOf));
      }
    }
  }

  /** The preset for bare heads: 3 of the last 5 frames, silent for 10 s after it cleared. */
  static ObjectPresent missingPpe() {
    return new ObjectPresent(
        RuleTerms.alarm(
            new RuleId("missing-ppe"), Set.of(new Label("head")), Duration.ofSeconds(10)),
        3,
        5);
  }
}
