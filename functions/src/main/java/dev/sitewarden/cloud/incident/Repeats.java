package dev.sitewarden.cloud.incident;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sitewarden.cloud.ingest.DeviceEvent;
import dev.sitewarden.cloud.sql.Sql;
import dev.sitewarden.domain.site.Severity;
import dev.sitewarden.domain.wire.DeviceMessage.IncidentOpened;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.persistence.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Joins an incident to the one that began its situation, if that is not resolved, was seen shortly
 * before, and is as severe at least: what is worse than it looked is a matter of its own.
 *
 * <p>A repeat keeps its row, its evidence and its timeline; it is only no work of its own. The
 * first incident's row is left alone, as others may hold it: how often it was repeated is counted
 * when somebody looks. The situation's lock is held, so two repeats at once find the same first
 * one.
 */
@Singleton
class Repeats {
  private static final String FIRSTS =
      """
      select distinct on (i.device, i.camera, i.zone_id, i.rule)
        i.device, i.camera, i.zone_id, i.rule, i.id, i.severity, i.captured_at,
        greatest(i.captured_at,
          coalesce((select max(captured_at) from incident where part_of = i.id), i.captured_at))
      from jsonb_to_recordset(cast(cast(:situations as text) as jsonb))
          as s (device text, camera text, zone text, rule text)
        join incident i
          on i.device = s.device and i.camera = s.camera and i.zone_id = s.zone and i.rule = s.rule
      where i.part_of is null and i.state <> 'RESOLVED'
        and i.captured_at between :from and :to
      order by i.device, i.camera, i.zone_id, i.rule, i.captured_at desc, i.id
      """;

  /**
   * The incident that began a situation.
   *
   * @param severity how severe it is now
   * @param began when the situation was seen first
   * @param seenLast and last
   */
  record First(UUID incident, Severity severity, Instant began, Instant seenLast) {
    static First of(IncidentEntity incident) {
      return new First(incident.id, incident.severity, incident.capturedAt, incident.capturedAt);
    }

    /** The same, seen again. */
    First seenAt(Instant at) {
      return new First(incident, severity, began, at.isAfter(seenLast) ? at : seenLast);
    }
  }

  private final Duration within;
  private final Duration atMost;

  Repeats(IncidentConfig config) {
    this.within = config.mergeWithin();
    this.atMost = config.mergeAtMost();
  }

  /** What may be repeated by these messages, all of which open an incident; in one round trip. */
  Uni<Map<Situation, First>> firsts(Collection<DeviceEvent> opening) {
    if (opening.isEmpty() || within.isZero()) {
      return Uni.createFrom().item(Map.of());
    }
    List<Instant> times = opening.stream().map(Repeats::capturedAt).sorted().toList();
    return Sql.of(FIRSTS)
        .unflushed()
        .with("situations", situations(opening))
        .with("from", times.getFirst().minus(atMost))
        .with("to", times.getLast().plus(within))
        .list(Tuple.class)
        .map(Repeats::firsts);
  }

  private static Instant capturedAt(DeviceEvent message) {
    return ((IncidentOpened) message.event().data()).capturedAt();
  }

  private static String situations(Collection<DeviceEvent> opening) {
    ArrayNode situations = JsonNodeFactory.instance.arrayNode();
    opening.stream()
        .flatMap(Situation::opening)
        .distinct()
        .forEach(
            one ->
                situations
                    .addObject()
                    .put("device", one.device())
                    .put("camera", one.camera())
                    .put("zone", one.zone())
                    .put("rule", one.rule()));
    return situations.toString();
  }

  private static Map<Situation, First> firsts(List<Tuple> rows) {
    Map<Situation, First> firsts = new HashMap<>();
    for (Tuple row : rows) {
      firsts.put(
          new Situation(
              row.get(0, String.class),
              row.get(1, String.class),
              row.get(2, String.class),
              row.get(3, String.class)),
          new First(
              row.get(4, UUID.class),
              Severity.valueOf(row.get(5, String.class)),
              instant(row, 6),
              instant(row, 7)));
    }
    return firsts;
  }

  private static Instant instant(Tuple row, int column) {
    return row.get(column, OffsetDateTime.class).toInstant();
  }

  /** Makes a new incident a repeat if it is one; otherwise it begins its situation anew. */
  void join(IncidentEntity incident, KnownIncidents known) {
    if (within.isZero()) {
      return;
    }
    Situation situation = Situation.of(incident);
    First first =
        known
            .firstOf(situation)
            .filter(earlier -> incident.severity.compareTo(earlier.severity()) <= 0)
            .filter(earlier -> isRepeat(incident.capturedAt, earlier))
            .map(earlier -> earlier.seenAt(incident.capturedAt))
            .orElseGet(() -> First.of(incident));
    if (!first.incident().equals(incident.id)) {
      incident.partOf = first.incident();
    }
    known.note(situation, first);
  }

  private boolean isRepeat(Instant at, First first) {
    return !at.isBefore(first.began().minus(within))
        && !at.isAfter(first.seenLast().plus(within))
        && at.isBefore(first.began().plus(atMost));
  }
}
