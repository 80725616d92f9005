package dev.sitewarden.domain.wire;

import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.site.Severity;
import dev.sitewarden.domain.vision.Rule;
import dev.sitewarden.domain.vision.RuleId;
import dev.sitewarden.domain.vision.RuleTerms;
import dev.sitewarden.domain.vision.ShiftPlan;
import dev.sitewarden.domain.vision.TimeWindow;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads one rule of a settings document. */
final class RuleReader {
  private static final int MOST_FRAMES = 1000;

  private final ZoneId timeZone;

  /**
   * @param timeZone of shift plans
   */
  RuleReader(ZoneId timeZone) {
    this.timeZone = timeZone;
  }

  Rule read(JsonObject rule) {
    return switch (rule.text("kind")) {
      case "object-present" -> readObjectPresent(rule);
      default ->
          throw rule.broken(
              "kind", "must be object-present, got '%s'".formatted(rule.text("kind")));
    };
  }

  private Rule readObjectPresent(JsonObject rule) {
    requireOnly(rule, "at-least", "out-of");
    Rule.ObjectPresent preset = Rule.missingPpe();
    RuleTerms terms = readTerms(rule);
    int atLeast = frames(rule, "at-least", preset.atLeast());
    int outOf = frames(rule, "out-of", preset.outOf());
    return rule.named(any -> new Rule.ObjectPresent(terms, atLeast, outOf));
  }

  /** The keys that every rule may have, and its own. */
  private static void requireOnly(JsonObject rule, String... own) {
    rule.requireOnly(
        Stream.concat(
                Stream.of("kind", "labels", "cooldown", "severity", "active", "min-score"),
                Stream.of(own))
            .toArray(String[]::new));
  }

  private RuleTerms readTerms(JsonObject rule) {
    RuleTerms preset = Rule.missingPpe().terms();
    Set<Label> labels = rule.texts("labels").stream().map(Label::new).collect(Collectors.toSet());
    Duration cooldown =
        rule.maybe("cooldown", key -> rule.parsed(key, DurationText::parse))
            .orElse(preset.cooldown());
    Severity severity =
        rule.maybe("severity", key -> rule.oneOf(key, Severity.values())).orElse(preset.severity());
    ShiftPlan active =
        rule.maybe("active", key -> rule.texts(key, TimeWindow::parse))
            .map(windows -> new ShiftPlan(timeZone, windows))
            .orElse(preset.active());
    double minScore =
        rule.maybe("min-score", key -> rule.number(key, Double::valueOf)).orElse(preset.minScore());
    return rule.named(
        name -> new RuleTerms(new RuleId(name), labels, cooldown, severity, active, minScore));
  }

  private static int frames(JsonObject rule, String key, int otherwise) {
    return rule.has(key) ? (int) rule.wholeNumber(key, 1, MOST_FRAMES) : otherwise;
  }
}
