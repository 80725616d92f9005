package dev.sitewarden.cloud.incident;

import dev.sitewarden.cloud.audit.AuditEvent;
import dev.sitewarden.cloud.sql.Sql;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Notes on incidents what came of messages about them; apart from changes, as nobody observes. A
 * digest tells of thousands: however many there are, they are a few statements.
 */
@Singleton
public class IncidentNotices {
  private static final String TOLD =
      """
      update incident set notified_at = coalesce(notified_at, told.at), changed_at = told.at,
        version = version + 1
      from unnest(cast(string_to_array(:ids, ',') as uuid[]),
        cast(string_to_array(:times, ',') as timestamptz[])) as told (id, at)
      where incident.id = told.id
      """;

  private final Timeline timeline;
  private final ChangeFeed feed;

  IncidentNotices(Timeline timeline, ChangeFeed feed) {
    this.timeline = timeline;
    this.feed = feed;
  }

  /** Notes them and makes that news; last in the caller's transaction, and once. */
  public Uni<Void> note(Collection<Notice> notices) {
    return note(notices, List.of());
  }

  /**
   * The same, with more for the audit log: there is one moment for it, after the incidents are held
   * and before they are news.
   */
  public Uni<Void> note(Collection<Notice> notices, List<AuditEvent> more) {
    if (notices.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    List<UUID> ids = notices.stream().map(Notice::incident).distinct().sorted().toList();
    return IncidentLock.hold(ids)
        .chain(() -> markTold(notices))
        .chain(() -> Panache.getSession())
        .flatMap(session -> session.find(IncidentEntity.class, ids.toArray()))
        .invoke(incidents -> gather(incidents, notices))
        .flatMap(incidents -> timeline.write(incidents, more).chain(() -> feed.publish(incidents)));
  }

  private static Uni<Void> markTold(Collection<Notice> notices) {
    Map<UUID, Instant> told = new LinkedHashMap<>();
    notices.stream()
        .filter(Notice::isTold)
        .forEach(notice -> told.putIfAbsent(notice.incident(), notice.at()));
    return told.isEmpty()
        ? Uni.createFrom().voidItem()
        : Sql.of(TOLD)
            .with("ids", joined(told.keySet()))
            .with("times", joined(told.values()))
            .unflushed()
            .execute()
            .replaceWithVoid();
  }

  private static String joined(Collection<?> values) {
    return values.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  private static void gather(List<IncidentEntity> incidents, Collection<Notice> notices) {
    Map<UUID, IncidentEntity> byId =
        incidents.stream().collect(Collectors.toMap(IncidentEntity::id, Function.identity()));
    notices.forEach(
        notice ->
            Objects.requireNonNull(byId.get(notice.incident()))
                .unwritten
                .add(TimelineEntity.of(notice)));
  }
}
