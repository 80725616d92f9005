package dev.sitewarden.domain.wire;

import dev.sitewarden.domain.geometry.Polygon;
import dev.sitewarden.domain.vision.Anchor;
import dev.sitewarden.domain.vision.Rule;
import dev.sitewarden.domain.vision.Zone;
import dev.sitewarden.domain.vision.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the rules of a settings document, and the zones that name them. */
final class RulesReader {
  private final Map<String, Rule> rules = new LinkedHashMap<>();

  /** The rules that are written down, and the preset for bare heads. */
  RulesReader(Optional<JsonObject> written, RuleReader reader) {
    rules.put(Rule.missingPpe().id().value(), Rule.missingPpe());
    for (JsonObject rule : written.map(JsonObject::objects).orElse(List.of())) {
      rules.put(rule.name(), reader.read(rule));
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
}
