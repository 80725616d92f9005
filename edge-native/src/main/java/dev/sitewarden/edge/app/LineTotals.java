package dev.sitewarden.edge.app;

import dev.sitewarden.domain.vision.Direction;
import dev.sitewarden.domain.vision.Rule;
import dev.sitewarden.domain.vision.RuleId;
import dev.sitewarden.domain.vision.Zone;
import dev.sitewarden.domain.vision.ZoneEvent;
import dev.sitewarden.domain.vision.ZoneId;
import dev.sitewarden.edge.live.Count;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * How many objects crossed each line of a camera's zones since the camera was opened; a line that
 * is drawn anew goes on counting. Written by the detection thread, read by any.
 */
final class LineTotals {
  /** One way across one line; in the order in which people read them. */
  private record Way(ZoneId zone, RuleId rule, Direction direction) implements Comparable<Way> {
    private static final Comparator<Way> ORDER =
        Comparator.comparing((Way way) -> way.zone().value())
            .thenComparing(way -> way.rule().value())
            .thenComparing(Way::direction);

    @Override
    public int compareTo(Way other) {
      return ORDER.compare(this, other);
    }
  }

  private final Map<Way, Long> crossed = new ConcurrentSkipListMap<>();

  /** Lines that nobody has crossed yet are counted too. */
  void watch(List<Zone> zones) {
    crossed.keySet().removeIf(way -> zones.stream().noneMatch(zone -> has(zone, way)));
    for (Zone zone : zones) {
      for (Rule rule : zone.rules()) {
        if (rule instanceof Rule.LineCrossed) {
          for (Direction direction : Direction.values()) {
            crossed.putIfAbsent(new Way(zone.id(), rule.id(), direction), 0L);
          }
        }
      }
    }
  }

  private static boolean has(Zone zone, Way way) {
    return zone.id().equals(way.zone())
        && zone.rules().stream().anyMatch(rule -> rule.id().equals(way.rule()));
  }

  void add(List<ZoneEvent> events) {
    for (ZoneEvent event : events) {
      if (event instanceof ZoneEvent.Crossed over) {
        crossed.merge(new Way(over.zone().id(), over.rule().id(), over.direction()), 1L, Long::sum);
      }
    }
  }

  /** As people see them beside the zones. */
  List<Count> counts() {
    return crossed.entrySet().stream()
        .map(
            entry ->
                new Count(
                    entry.getKey().zone(),
                    entry.getKey().rule(),
                    entry.getKey().direction().name().toLowerCase(Locale.ROOT),
                    entry.getValue()))
        .toList();
  }
}
