package dev.sitewarden.domain.wire;

import dev.sitewarden.domain.geometry.Polygon;
import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.vision.Anchor;
import dev.sitewarden.domain.vision.Rule;
import dev.sitewarden.domain.vision.RuleId;
import dev.sitewarden.domain.vision.Zone;
import dev.sitewarden.domain.vision.ZoneId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the rules of a settings document, and the zones that name them. */
final class RulesReader {
  private static final int MOST_FRAMES = 1000;

  private final Map<String, Rule> rules = new LinkedHashMap<>();

  /** The rules that are written down, and the preset for bare heads. */
  RulesReader(Optional<JsonObject> written) {
    rules.put(Rule.missingPpe().id().value(), Rule.missingPpe());
    for (JsonObject rule : written.map(JsonObject::objects).orElse(List.of())) {
      rules.put(rule.name(), readRule(rule));
    }
  }

  Zone readZone(JsonObject zone) {
    zone.requireOnly("name", "polygon", "anchor", "rules");
    ZoneId id = zone.named(ZoneId::new);
    Polygon polygon = zone.rows("polygon", 2, CameraReader::toPolygon);
    Anchor anchor =
        zone.maybe("anchor", key -> zone.oneOf(key, Anchor.values())).orElse(Anchor.CENTRE);
    List<Rule> watching =
        zone.has("rules")
            ? zone.texts("rules").stream().map(name -> rule(zone, name)).toList()
            : List.of(Rule.missingPpe());
    String name = zone.maybe("name", zone::text).orElse(id.value());
    return zone.named(any -> new Zone(id, name, polygon, anchor, watching));
  }

  private Rule rule(JsonObject zone, String name) {
    return Optional.ofNullable(rules.get(name))
        .orElseThrow(
            () ->
                zone.broken(
                    "rules", "names '%s', which is not among %s".formatted(name, rules.keySet())));
  }

  private static Rule readRule(JsonObject rule) {
    RuleId id = rule.named(RuleId::new);
    return switch (rule.text("kind")) {
      case "object-present" -> readObjectPresent(id, rule);
      default ->
          throw rule.broken(
              "kind", "must be object-present, got '%s'".formatted(rule.text("kind")));
    };
  }

  private static Rule readObjectPresent(RuleId id, JsonObject rule) {
    rule.requireOnly("kind", "labels", "at-least", "out-of", "cooldown");
    Rule.ObjectPresent preset = Rule.missingPpe();
    Set<Label> labels = rule.texts("labels").stream().map(Label::new).collect(Collectors.toSet());
    int atLeast = frames(rule, "at-least", preset.atLeast());
    int outOf = frames(rule, "out-of", preset.outOf());
    Duration cooldown =
        rule.maybe("cooldown", key -> rule.parsed(key, DurationText::parse))
            .orElse(preset.cooldown());
    return rule.named(any -> new Rule.ObjectPresent(id, labels, atLeast, outOf, cooldown));
  }

  private static int frames(JsonObject rule, String key, int otherwise) {
    return rule.has(key) ? (int) rule.wholeNumber(key, 1, MOST_FRAMES) : otherwise;
  }
}
