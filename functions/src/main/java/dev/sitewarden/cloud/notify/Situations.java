package dev.sitewarden.cloud.notify;

import dev.sitewarden.cloud.incident.IncidentEntity;
import dev.sitewarden.cloud.sql.Sql;
import dev.sitewarden.domain.incident.IncidentState;
import dev.sitewarden.domain.site.Severity;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Tuple;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** What people were told of situations, by the incident that began each; of one transaction. */
final class Situations {
  /** A situation's messages are few: once people are told of it, its repeats are not told. */
  private static final String TOLD =
      """
      select first.id, first.state, told.id,
        case when told.state <> 'HELD' then told.severity end
      from incident first left join lateral (
        select n.id, n.state, n.severity from notification n
        where (n.incident_id = first.id or n.situation = first.id)
          and (n.state in ('PENDING', 'SENT', 'DELIVERED', 'HELD') or n.digest_id is not null)
          and n.recipient not like 'webhook:%'
        order by n.created_at desc limit 1) told on true
      where first.id = any(cast(string_to_array(:firsts, ',') as uuid[]))
      """;

  /**
   * One of them.
   *
   * @param state of the incident that began it
   * @param isTold whether people were told of it, or will be
   * @param as how severe it was when they were told last; empty if that is to come, or not known
   */
  private record Situation(IncidentState state, boolean isTold, Optional<Severity> as) {
    static Situation of(Tuple row) {
      return new Situation(
          IncidentState.valueOf(row.get(1, String.class)),
          row.get(2, UUID.class) != null,
          Optional.ofNullable(row.get(3, String.class)).map(Severity::valueOf));
    }
  }

  private final Map<UUID, Situation> byFirst;

  private Situations(Map<UUID, Situation> byFirst) {
    this.byFirst = byFirst;
  }

  /** Those that begin with these incidents; none costs nothing. */
  static Uni<Situations> of(Set<UUID> firsts) {
    if (firsts.isEmpty()) {
      return Uni.createFrom().item(new Situations(new HashMap<>()));
    }
    return Sql.of(TOLD)
        .with("firsts", firsts.stream().map(UUID::toString).collect(Collectors.joining(",")))
        .unflushed()
        .list(Tuple.class)
        .map(Situations::of);
  }

  private static Situations of(List<Tuple> rows) {
    Map<UUID, Situation> byFirst = new HashMap<>();
    rows.forEach(row -> byFirst.put(row.get(0, UUID.class), Situation.of(row)));
    return new Situations(byFirst);
  }

  /** What people decided of it: of a repeat, of its first. */
  IncidentState state(IncidentEntity incident) {
    Situation situation = byFirst.get(incident.situation());
    return situation == null || !incident.isRepeat() ? incident.state() : situation.state();
  }

  boolean isTold(IncidentEntity incident) {
    Situation situation = byFirst.get(incident.situation());
    return situation != null && situation.isTold();
  }

  /** Whether the last that people were told of it is that it is an alarm. */
  boolean isToldAsAlarm(IncidentEntity incident) {
    return Optional.ofNullable(byFirst.get(incident.situation()))
        .flatMap(Situation::as)
        .filter(severity -> severity == Severity.ALARM)
        .isPresent();
  }

  /** Notes that people are told of it by this message, or will be. */
  void note(IncidentEntity incident, NotificationEntity message) {
    boolean isHeld = message.state == NotificationState.HELD;
    byFirst.put(
        incident.situation(),
        new Situation(
            state(incident), true, isHeld ? Optional.empty() : Optional.of(incident.severity())));
  }
}
