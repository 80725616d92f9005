package dev.sitewarden.edge.live;

import dev.sitewarden.domain.vision.RuleId;
import dev.sitewarden.domain.vision.ZoneId;

/**
 * A number that a rule keeps, as people should see it beside the zone.
 *
 * @param name what is counted, in a word: {@code in}, {@code out}
 */
public record Count(ZoneId zone, RuleId rule, String name, long value) {}
