package dev.sitewarden.domain.wire;

import dev.sitewarden.domain.geometry.Point;
import dev.sitewarden.domain.geometry.Segment;
import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.site.Severity;
import dev.sitewarden.domain.vision.Direction;
import dev.sitewarden.domain.vision.Rule;
import dev.sitewarden.domain.vision.RuleId;
import dev.sitewarden.domain.vision.RuleTerms;
import dev.sitewarden.domain.vision.ShiftPlan;
import dev.sitewarden.domain.vision.TimeWindow;
import java.time.Duration;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads one rule of a settings document. */
final class RuleReader {
  private static final String KINDS =
      "object-present, occupancy, lingered, line-crossed, zone-entry";
  private static final int MOST_FRAMES = 1000;
  private static final int MOST_OBJECTS = 1000;

  private final ZoneId timeZone;

  /**
   * @param timeZone of shift plans
   */
  RuleReader(ZoneId timeZone) {
    this.timeZone = timeZone;
  }

  Rule read(JsonObject rule) {
    String kind = rule.text("kind");
    return switch (kind) {
      case "object-present" -> readObjectPresent(rule);
      case "occupancy" -> readOccupancy(rule);
      case "lingered" -> readLingered(rule);
      case "line-crossed" -> readLineCrossed(rule);
      case "zone-entry" -> readZoneEntry(rule);
      default -> throw rule.broken("kind", "must be one of " + KINDS + ", got '" + kind + "'");
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

  private Rule readOccupancy(JsonObject rule) {
    requireOnly(rule, "more-than", "for");
    RuleTerms terms = readTerms(rule);
    int moreThan = (int) rule.wholeNumber("more-than", 0, MOST_OBJECTS);
    Duration lasting = rule.parsed("for", DurationText::parse);
    return new Rule.Occupancy(terms, moreThan, lasting);
  }

  private Rule readLingered(JsonObject rule) {
    requireOnly(rule, "for");
    RuleTerms terms = readTerms(rule);
    return rule.parsed("for", text -> new Rule.Lingered(terms, DurationText.parse(text)));
  }

  private Rule readLineCrossed(JsonObject rule) {
    requireOnly(rule, "line", "direction");
    RuleTerms terms = readTerms(rule);
    Set<Direction> raising =
        rule.maybe("direction", key -> rule.parsed(key, RuleReader::directions))
            .orElse(EnumSet.allOf(Direction.class));
    return rule.rows("line", 2, ends -> new Rule.LineCrossed(terms, segment(ends), raising));
  }

  private static Set<Direction> directions(String text) {
    return switch (text) {
      case "in" -> EnumSet.of(Direction.IN);
      case "out" -> EnumSet.of(Direction.OUT);
      case "both" -> EnumSet.allOf(Direction.class);
      default ->
          throw new IllegalArgumentException("must be in, out or both, got '%s'".formatted(text));
    };
  }

  private static Segment segment(List<double[]> ends) {
    if (ends.size() != 2) {
      throw new IllegalArgumentException("must be two points, got " + ends.size());
    }
    return new Segment(
        new Point(ends.getFirst()[0], ends.getFirst()[1]),
        new Point(ends.getLast()[0], ends.getLast()[1]));
  }

  private Rule readZoneEntry(JsonObject rule) {
    requireOnly(rule);
    return new Rule.ZoneEntry(readTerms(rule));
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
