package dev.sitewarden.cloud.notify;

import dev.sitewarden.cloud.incident.IncidentNotices;
import dev.sitewarden.cloud.incident.Notice;
import dev.sitewarden.cloud.rights.Duty;
import dev.sitewarden.cloud.rights.Sight;
import dev.sitewarden.cloud.rights.Viewer;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** The queue of messages: written with the incident, claimed by one sender at a time. */
@Singleton
class NotificationRows {
  /** How many are handed over in one go. */
  static final int CLAIMED_AT_ONCE = 50;

  private static final int SHOWN = 100;

  /** A claim is a lease: a sender that dies leaves the row to the next one when it has run out. */
  private static final String CLAIM =
      """
      update notification
      set attempts = attempts + 1,
          next_attempt_at = cast(:now as timestamptz)
            + cast(:lease as double precision) * power(2, attempts) * interval '1 second'
      where id in (
        select id from notification
        where state = 'PENDING' and next_attempt_at <= :now
        order by created_at limit :limit
        for update skip locked)
      returning *
      """;

  private static final String NEWEST =
      """
      select message from NotificationEntity message
      join IncidentEntity seen on seen.id = message.incidentId
      where
      """
          + Sight.condition("seen")
          + "order by message.createdAt desc, message.id";

  private final IncidentNotices incidents;
  private final Viewer viewer;

  NotificationRows(IncidentNotices incidents, Viewer viewer) {
    this.incidents = incidents;
    this.viewer = viewer;
  }

  /** Adds a row inside the caller's transaction. */
  Uni<Void> add(NotificationEntity notification) {
    return Panache.getSession().flatMap(session -> session.persist(notification));
  }

  /** Takes what is due, oldest first, in a transaction of its own; nobody else takes it then. */
  Uni<List<NotificationEntity>> claim(Instant now, Duration lease) {
    return Panache.withTransaction(
        () ->
            Panache.getSession()
                .flatMap(
                    session ->
                        session
                            .createNativeQuery(CLAIM, NotificationEntity.class)
                            .setParameter("now", now)
                            .setParameter("lease", (double) lease.toSeconds())
                            .setParameter("limit", CLAIMED_AT_ONCE)
                            .getResultList()));
  }

  /** Notes what was handed over, on its rows and on the incidents, in one transaction. */
  Uni<Void> sent(Map<UUID, Instant> handedOver) {
    if (handedOver.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    Object[] ids = handedOver.keySet().toArray();
    return Panache.withTransaction(
        () ->
            Panache.getSession()
                .flatMap(session -> session.find(NotificationEntity.class, ids))
                .map(rows -> sent(rows, handedOver))
                .flatMap(incidents::notified));
  }

  private static List<Notice> sent(List<NotificationEntity> rows, Map<UUID, Instant> handedOver) {
    List<Notice> notices = new ArrayList<>();
    for (NotificationEntity row : rows) {
      Instant at = handedOver.get(row.id);
      if (at != null && row.state == NotificationState.PENDING) {
        row.state = NotificationState.SENT;
        row.sentAt = at;
        notices.add(new Notice(row.incidentId, at, row.recipient));
      }
    }
    return notices;
  }

  /** Gives messages up: they stay on the page as failed. */
  Uni<Void> failed(List<UUID> ids) {
    if (ids.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return Panache.withTransaction(
        () ->
            Panache.getSession()
                .flatMap(session -> session.find(NotificationEntity.class, ids.toArray()))
                .invoke(rows -> rows.forEach(row -> row.state = NotificationState.FAILED))
                .replaceWithVoid());
  }

  /** The newest messages about what the viewer sees. */
  Uni<List<NotificationEntity>> newest() {
    return Panache.withSession(
        () ->
            viewer
                .sight(Duty.LOOK)
                .flatMap(sight -> Panache.getSession().flatMap(session -> newest(session, sight))));
  }

  private static Uni<List<NotificationEntity>> newest(Mutiny.Session session, Sight sight) {
    return sight
        .bind(session.createSelectionQuery(NEWEST, NotificationEntity.class))
        .setMaxResults(SHOWN)
        .getResultList();
  }
}
