package dev.sitewarden.cloud.incident;

import dev.sitewarden.cloud.rights.Sight;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The condition on incident {@code i} as SQL with named parameters; nothing that a caller said is
 * ever part of the text. One facet's part can be left out, to count what else could be chosen.
 */
final class Conditions {
  private final ZoneId timezone;
  private final List<String> always = new ArrayList<>();
  private final Map<Facet, String> ofFacets = new EnumMap<>(Facet.class);
  private final Map<String, Object> parameters = new HashMap<>();
  private Optional<Sight> sight = Optional.empty();

  Conditions(ZoneId timezone, boolean withoutRepeats) {
    this.timezone = timezone;
    always.add(withoutRepeats ? "i.part_of is null" : "true");
  }

  /** Only what lies where a person may look. */
  void beSeenBy(Sight viewers) {
    always.add(Sight.condition("i"));
    sight = Optional.of(viewers);
  }

  void say(String words) {
    always.add("i.search @@ websearch_to_tsquery('english', :words)");
    parameters.put("words", words);
  }

  void beOneOf(Facet facet, List<String> values) {
    if (values.isEmpty()) {
      return;
    }
    String name = facet.name().toLowerCase(Locale.ROOT);
    parameters.put(name, List.copyOf(values));
    ofFacets.put(facet, "%s in (:%s)".formatted(facet.sql(), name));
  }

  /** By both parts of the name, so that the index on them helps. */
  void beOfCameras(List<String> cameras) {
    if (cameras.isEmpty()) {
      return;
    }
    List<String> names =
        IntStream.range(0, cameras.size())
            .mapToObj(
                i -> {
                  String[] parts = cameras.get(i).split("/", 2);
                  parameters.put("device" + i, parts[0]);
                  parameters.put("camera" + i, parts.length == 2 ? parts[1] : "");
                  return "(i.device = :device%d and i.camera = :camera%d)".formatted(i, i);
                })
            .toList();
    ofFacets.put(Facet.CAMERA, "(" + String.join(" or ", names) + ")");
  }

  /** By ranges of time, so that the index on it helps. */
  void beOfDays(List<LocalDate> days) {
    if (days.isEmpty()) {
      return;
    }
    List<String> ranges =
        IntStream.range(0, days.size())
            .mapToObj(
                i -> {
                  parameters.put("day" + i, days.get(i).atStartOfDay(timezone).toInstant());
                  parameters.put(
                      "end" + i, days.get(i).plusDays(1).atStartOfDay(timezone).toInstant());
                  return "(i.captured_at >= :day%d and i.captured_at < :end%d)".formatted(i, i);
                })
            .toList();
    ofFacets.put(Facet.DAY, "(" + String.join(" or ", ranges) + ")");
  }

  void beWithin(Optional<Instant> from, Optional<Instant> to) {
    from.ifPresent(instant -> always.add("i.captured_at >= :from"));
    from.ifPresent(instant -> parameters.put("from", instant));
    to.ifPresent(instant -> always.add("i.captured_at < :to"));
    to.ifPresent(instant -> parameters.put("to", instant));
  }

  /** Only what comes after the cursor: older, or of the same instant and with a smaller id. */
  void follow(PageCursor cursor) {
    always.add("(i.captured_at, i.id) < (:cursorAt, cast(:cursorId as uuid))");
    parameters.put("cursorAt", cursor.capturedAt());
    parameters.put("cursorId", cursor.id().toString());
  }

  /** The facets of which something was said. */
  Set<Facet> facets() {
    return Collections.unmodifiableSet(ofFacets.keySet());
  }

  /** Everything together, for a {@code where}. */
  String all() {
    return joined(ofFacets);
  }

  /** The same without what was said of one facet. */
  String allBut(Facet facet) {
    Map<Facet, String> others = new EnumMap<>(ofFacets);
    others.remove(facet);
    return joined(others);
  }

  private String joined(Map<Facet, String> facets) {
    List<String> parts = new ArrayList<>(always);
    parts.addAll(facets.values());
    return String.join(" and ", parts);
  }

  /** Gives the query's parameters their values; the SQL must hold all of them. */
  <Q extends Mutiny.SelectionQuery<?>> Q bind(Q query) {
    parameters.forEach(query::setParameter);
    sight.ifPresent(viewers -> viewers.bind(query));
    return query;
  }

  /** The same for counts, whose days are of a clock on the wall. */
  <Q extends Mutiny.SelectionQuery<?>> Q bindCounting(Q query) {
    bind(query).setParameter("timezone", timezone.getId());
    return query;
  }
}
