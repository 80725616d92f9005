package dev.sitewarden.domain.vision;

import dev.sitewarden.domain.geometry.BoundingBox;
import dev.sitewarden.domain.geometry.Polygon;
import dev.sitewarden.domain.geometry.Segment;
import java.util.List;

/**
 * A polygon in frame fractions with the rules that watch it and the anchor that says who is inside.
 */
public record Zone(ZoneId id, String name, Polygon polygon, Anchor anchor, List<Rule> rules) {
  public Zone {
    rules = List.copyOf(rules);
    if (name.isBlank() || name.length() > 128 || name.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "zone %s needs a name of 1..128 printable characters, got '%s'".formatted(id, name));
    }
    long distinct = rules.stream().map(Rule::id).distinct().count();
    if (distinct != rules.size()) {
      throw new IllegalArgumentException("zone %s has two rules with one id".formatted(id));
    }
  }

  /** Whether the same objects stand in another zone, whatever it is called. */
  boolean isSameArea(Zone other) {
    return polygon.equals(other.polygon) && anchor == other.anchor;
  }

  /** The lines at which crossings are counted. */
  List<Segment> lines() {
    return rules.stream()
        .filter(rule -> rule instanceof Rule.LineCrossed)
        .map(rule -> ((Rule.LineCrossed) rule).line())
        .toList();
  }

  public boolean contains(BoundingBox box) {
    return polygon.contains(anchor.of(box));
  }
}
