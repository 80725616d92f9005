package dev.sitewarden.domain.vision;

import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.site.Severity;
import java.time.Duration;
import java.util.Set;

/**
 * What every rule says, whatever it watches for.
 *
 * @param labels objects that count, at least one
 * @param cooldown after a situation ended, for how long the rule raises nothing new in its zone
 * @param severity of its incidents
 * @param active when it is on duty; off duty it ends what it raised and raises nothing
 * @param minScore least median of a track's latest scores, 0..1. Raising it: fewer mistakes of the
 *     model count, objects that it doubts are missed
 */
public record RuleTerms(
    RuleId id,
    Set<Label> labels,
    Duration cooldown,
    Severity severity,
    ShiftPlan active,
    double minScore) {
  public RuleTerms {
    labels = Set.copyOf(labels);
    if (labels.isEmpty()) {
      throw new IllegalArgumentException("rule %s needs at least one label".formatted(id));
    }
    if (cooldown.isNegative()) {
      throw new IllegalArgumentException(
          "rule %s needs a cooldown of 0s or more, got %s".formatted(id, cooldown));
    }
    if (!(minScore >= 0 && minScore <= 1)) { // written so that NaN fails too
      throw new IllegalArgumentException(
          "rule %s needs a min-score inside 0..1, got %s".formatted(id, minScore));
    }
  }

  /** The same with another severity. */
  RuleTerms withSeverity(Severity other) {
    return new RuleTerms(id, labels, cooldown, other, active, minScore);
  }

  /** An alarm day and night, whatever the score. */
  public static RuleTerms alarm(RuleId id, Set<Label> labels, Duration cooldown) {
    return new RuleTerms(id, labels, cooldown, Severity.ALARM, ShiftPlan.ALWAYS, 0);
  }
}
