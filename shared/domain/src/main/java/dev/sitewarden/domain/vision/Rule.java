package dev.sitewarden.domain.vision;

import dev.sitewarden.domain.geometry.Segment;
import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.site.Severity;
import java.time.Duration;
import java.util.Set;

/** What a zone watches for. */
public sealed interface Rule {
  /** What it says whatever it watches for. */
  RuleTerms terms();

  default RuleId id() {
    return terms().id();
  }

  /** The same with another severity. */
  default Rule withSeverity(Severity severity) {
    RuleTerms changed = terms().withSeverity(severity);
    return switch (this) {
      case ObjectPresent present -> new ObjectPresent(changed, present.atLeast(), present.outOf());
      case Occupancy occupancy -> new Occupancy(changed, occupancy.moreThan(), occupancy.lasting());
      case Lingered lingered -> new Lingered(changed, lingered.dwell());
      case LineCrossed crossed -> new LineCrossed(changed, crossed.line(), crossed.raising());
      case ZoneEntry entry -> new ZoneEntry(changed);
    };
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

  /**
   * Raised when more than so many objects were in the zone for that long, all in all; cleared when
   * they were not for as long.
   *
   * @param moreThan 0..1000 objects are allowed
   * @param lasting a count that trembles around the limit counts up and down; 0s answers frame by
   *     frame
   */
  record Occupancy(RuleTerms terms, int moreThan, Duration lasting) implements Rule {
    public Occupancy {
      if (moreThan < 0 || moreThan > 1000) {
        throw new IllegalArgumentException(
            "rule %s needs 0 <= more-than <= 1000, got %d".formatted(terms.id(), moreThan));
      }
      if (lasting.isNegative()) {
        throw new IllegalArgumentException(
            "rule %s needs a duration of 0s or more, got %s".formatted(terms.id(), lasting));
      }
    }
  }

  /**
   * Raised for each object that stayed in the zone for that long, once; cleared when it left. Short
   * absences do not end a stay.
   */
  record Lingered(RuleTerms terms, Duration dwell) implements Rule {
    public Lingered {
      if (!dwell.isPositive()) {
        throw new IllegalArgumentException(
            "rule %s needs a dwell longer than 0s, got %s".formatted(terms.id(), dwell));
      }
    }
  }

  /**
   * Raised, and cleared at once, when the anchor of an object crosses a line between its ends, in
   * one of the directions. The line may lie anywhere in the picture; the zone lends it name and
   * anchor. All crossings are counted, in both directions, on duty or not.
   *
   * @param raising directions that raise, at least one
   */
  record LineCrossed(RuleTerms terms, Segment line, Set<Direction> raising) implements Rule {
    public LineCrossed {
      raising = Set.copyOf(raising);
      if (raising.isEmpty()) {
        throw new IllegalArgumentException("rule %s needs a direction".formatted(terms.id()));
      }
    }
  }

  /**
   * Raised for each object that is newly in the zone, whether it was seen coming or appeared there;
   * cleared when it left. Short absences do not make it new.
   */
  record ZoneEntry(RuleTerms terms) implements Rule {}

  /** The preset for bare heads: 3 of the last 5 frames, silent for 10 s after it cleared. */
  static ObjectPresent missingPpe() {
    return new ObjectPresent(
        RuleTerms.alarm(
            new RuleId("missing-ppe"), Set.of(new Label("head")), Duration.ofSeconds(10)),
        3,
        5);
  }
}
