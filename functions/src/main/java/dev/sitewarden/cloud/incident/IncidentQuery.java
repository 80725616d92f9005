package dev.sitewarden.cloud.incident;

import dev.sitewarden.cloud.problem.ProblemException;
import dev.sitewarden.cloud.sql.AskedTime;
import dev.sitewarden.domain.incident.IncidentState;
import dev.sitewarden.domain.incident.Verdict;
import dev.sitewarden.domain.site.Severity;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestQuery;

/**
 * Which incidents are wanted, as the address says it. Values of one name are alternatives,
 * different names narrow each other; nothing said means every incident that is no repeat.
 */
class IncidentQuery {
  private static final int MOST_VALUES = 50;

  /** Words as in a search box: {@code "loading dock" helmet -gate or}. */
  @RestQuery Optional<@Size(max = 200) String> q = Optional.empty();

  @RestQuery List<String> site = List.of();
  @RestQuery List<String> camera = List.of();
  @RestQuery List<String> zone = List.of();
  @RestQuery List<String> rule = List.of();
  @RestQuery List<String> severity = List.of();
  @RestQuery List<String> state = List.of();
  @RestQuery List<String> verdict = List.of();
  @RestQuery List<String> assignee = List.of();
  @RestQuery List<String> day = List.of();

  /** The clock on the wall that days are of, such as {@code Europe/Berlin}. */
  @RestQuery
  @DefaultValue("UTC")
  String timezone = "UTC";

  @RestQuery Optional<String> from = Optional.empty();
  @RestQuery Optional<String> to = Optional.empty();

  /** Whether repeats are shown beside the first incidents of their situations. */
  @RestQuery
  @DefaultValue("false")
  boolean repeats;

  /** What the rows must fulfil; a value that cannot be is a problem. */
  Conditions conditions() {
    each("state", state, IncidentState::valueOf);
    each("severity", severity, Severity::valueOf);
    each("verdict", verdict, Verdict::valueOf);
    Map<Facet, List<String>> wanted = new EnumMap<>(Facet.class);
    wanted.put(Facet.SITE, site);
    wanted.put(Facet.ZONE, zone);
    wanted.put(Facet.RULE, rule);
    wanted.put(Facet.SEVERITY, severity);
    wanted.put(Facet.STATE, state);
    wanted.put(Facet.VERDICT, verdict);
    wanted.put(Facet.ASSIGNEE, assignee);
    wanted.values().forEach(IncidentQuery::requireFew);
    requireFew(camera);
    requireFew(day);
    Conditions conditions = new Conditions(zoneId(), !repeats);
    q.filter(words -> !words.isBlank()).ifPresent(conditions::say);
    wanted.forEach(conditions::beOneOf);
    conditions.beOfCameras(camera);
    conditions.beOfDays(each("day", day, AskedTime::day));
    conditions.beWithin(instant("from", from), instant("to", to));
    return conditions;
  }

  private static void requireFew(List<String> values) {
    if (values.size() > MOST_VALUES) {
      throw ProblemException.badRequest(
          "invalid-filter",
          "At most %d values of one name, got %d.".formatted(MOST_VALUES, values.size()));
    }
  }

  private ZoneId zoneId() {
    try {
      return AskedTime.zone(timezone);
    } catch (DateTimeException e) {
      throw invalid("timezone", timezone, "Europe/Berlin");
    }
  }

  private static Optional<Instant> instant(String name, Optional<String> text) {
    try {
      return text.map(AskedTime::instant);
    } catch (DateTimeException e) {
      throw invalid(name, text.orElse(""), "2026-11-20T08:00:00Z");
    }
  }

  private static <T> List<T> each(String name, List<String> values, Function<String, T> read) {
    return values.stream().map(value -> one(name, value, read)).toList();
  }

  private static <T> T one(String name, String value, Function<String, T> read) {
    try {
      return read.apply(value);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw invalid(name, value, name.equals("day") ? "2026-11-20" : "the values of the facets");
    }
  }

  private static ProblemException invalid(String name, String value, String example) {
    String shown = value.length() <= 40 ? value : value.substring(0, 40) + "...";
    return ProblemException.badRequest(
        "invalid-" + name, "'%s' is no %s; expected such as %s.".formatted(shown, name, example));
  }
}
