package dev.sitewarden.cloud.notify;

import dev.sitewarden.cloud.incident.IncidentEntity;
import dev.sitewarden.cloud.incident.Incidents;
import dev.sitewarden.cloud.media.AnnouncedPicture;
import dev.sitewarden.cloud.observe.Leg;
import dev.sitewarden.cloud.observe.Traces;
import dev.sitewarden.cloud.observe.Traces.Role;
import dev.sitewarden.cloud.rights.Duty;
import dev.sitewarden.cloud.rights.Sight;
import dev.sitewarden.cloud.rights.Viewer;
import dev.sitewarden.cloud.sql.JsonRows;
import dev.sitewarden.cloud.sql.RowInsert;
import dev.sitewarden.cloud.sql.Sql;
import dev.sitewarden.domain.incident.Evidence;
import dev.sitewarden.domain.wire.TraceParent;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;

/** The queue of messages: written with the incident, claimed by one sender at a time. */
@Singleton
class NotificationRows {
  /**
   * How many are handed over in one go: four times as many as at once, so that a channel in which
   * each call runs into its time limits (25 s at most) is through before its lease of two minutes
   * ends.
   */
  static final int CLAIMED_AT_ONCE = 128;

  private static final int SHOWN = 100;

  /** A claim is a lease: a sender that dies leaves the row to the next one when it has run out. */
  private static final String CLAIM =
      """
      update notification
      set attempts = attempts + 1,
          next_attempt_at = cast(:now as timestamptz)
            + cast(:lease as double precision) * interval '1 second'
      where id in (
        select id from notification
        where state = 'PENDING' and channel = :channel and next_attempt_at <= :now
        order by created_at limit :limit
        for update skip locked)
      returning *
      """;

  private static final String FIRST =
      "from NotificationEntity where incidentId = :incident order by createdAt, id";

  /**
   * What found nobody for the end of quiet hours is as if it waited, unless a copy of it does. The
   * message of its opening is that of its rise now.
   */
  private static final String WAKE =
      """
      update notification woken
      set state = 'NEW', raised = woken.kind = 'OPENED', raised_by = nullif(:by, '')
      where woken.incident_id = :incident and (
        (woken.state = 'HELD' and woken.suppressed_by = 'QUIET_HOURS')
        or (woken.state = 'SUPPRESSED' and woken.suppressed_by = 'NOBODY'
          and woken.kind = 'OPENED' and woken.next_attempt_at > woken.created_at
          and not exists (select from notification other
            where other.incident_id = :incident and other.kind = 'OPENED'
              and not other.told_instead and other.recipient not like 'webhook:%'
              and (other.suppressed_by is null or other.suppressed_by <> 'NOBODY'))))
      returning woken.kind
      """;

  /** A digest is about many, and seen by whom it is for. */
  private static final String NEWEST =
      """
      select message from NotificationEntity message
      left join IncidentEntity seen on seen.id = message.incidentId
      where message.state in :states and (
        (message.kind = DIGEST and message.recipient = :viewer)
        or (:seesAll = true or seen.id is not null) and
      """
          + Sight.condition("seen")
          + ") order by message.createdAt desc, message.id";

  private static final String NEWEST_OF_INCIDENT =
      """
      select message from NotificationEntity message
      join IncidentEntity seen on seen.id = message.incidentId
      where message.state in :states and message.incidentId = :incident and
      """
          + Sight.condition("seen")
          + "order by message.createdAt desc, message.id";

  private static final RowInsert NEW =
      new RowInsert(
          "notification",
          List.of(
              "id",
              "incident_id",
              "kind",
              "level",
              "state",
              "attempts",
              "created_at",
              "next_attempt_at",
              "traceparent",
              "raised",
              "raised_by"));

  private final Incidents incidents;
  private final Sights sights;
  private final Viewer viewer;
  private final Traces traces;

  NotificationRows(Incidents incidents, Sights sights, Viewer viewer, Traces traces) {
    this.incidents = incidents;
    this.sights = sights;
    this.viewer = viewer;
    this.traces = traces;
  }

  /**
   * A message that is to be sent now.
   *
   * @param incident what it is about; none for a digest
   * @param picture what shows it, for whoever may see it
   */
  record Due(
      NotificationEntity row,
      Optional<IncidentEntity> incident,
      Optional<AnnouncedPicture> picture) {

    static Due of(
        NotificationEntity row, Optional<IncidentEntity> incident, Map<String, Sight> sights) {
      Sight sight = sights.getOrDefault(String.valueOf(row.recipient), Sight.NOTHING);
      return new Due(
          row,
          incident,
          incident
              .filter(about -> sight.includes(about.device(), about.camera()))
              .flatMap(about -> about.picture(Evidence.Kind.SNAPSHOT)));
    }

    /** The incident that people decide on. */
    Optional<UUID> situation() {
      return incident.map(IncidentEntity::situation);
    }

    /** When the camera saw what it is about. */
    Optional<Instant> capturedAt() {
      return incident.map(IncidentEntity::capturedAt);
    }
  }

  /** Adds rows inside the caller's transaction, each as a leg below the place that it names. */
  Uni<Void> add(List<NotificationEntity> notifications) {
    List<Leg> legs = new ArrayList<>();
    JsonRows added = new JsonRows();
    for (NotificationEntity notification : notifications) {
      notification
          .place()
          .map(this::creation)
          .ifPresent(
              leg -> {
                notification.stand(leg.place());
                legs.add(leg);
              });
      added.add(notification::writeNew);
    }
    return NEW.insert(added).onTermination().invoke(() -> legs.forEach(Leg::end));
  }

  private Leg creation(TraceParent below) {
    return traces.begin("create notification", Role.PRODUCER, Optional.of(below));
  }

  /**
   * Has what was left for the end of quiet hours routed anew, inside the caller's transaction, as
   * the incident became an alarm by that person or as its device says; whether that tells of it.
   */
  Uni<Boolean> wake(UUID incident, Optional<String> by) {
    return Sql.of(WAKE)
        .with("incident", incident)
        .with("by", by.orElse(""))
        .list(String.class)
        .map(kinds -> kinds.contains(NotificationKind.OPENED.name()));
  }

  /** Where the first message about an incident stands, for those that are written later. */
  Uni<Optional<TraceParent>> placeOf(UUID incident) {
    return Panache.getSession()
        .flatMap(
            session ->
                session
                    .createSelectionQuery(FIRST, NotificationEntity.class)
                    .setParameter("incident", incident)
                    .setMaxResults(1)
                    .getResultList())
        .map(rows -> rows.stream().flatMap(row -> row.place().stream()).findFirst());
  }

  /** Takes what a channel is to send, oldest first, in a transaction of its own. */
  Uni<List<Due>> claim(String channel, Instant now, Duration lease) {
    return Panache.withTransaction(
        () ->
            Sql.of(CLAIM)
                .with("now", now)
                .with("lease", (double) lease.toSeconds())
                .with("channel", channel)
                .with("limit", CLAIMED_AT_ONCE)
                .list(NotificationEntity.class)
                .flatMap(this::withIncidents));
  }

  private Uni<List<Due>> withIncidents(List<NotificationEntity> rows) {
    return incidentsOf(rows)
        .flatMap(
            found ->
                sights
                    .of(mailed(rows))
                    .map(
                        seen ->
                            rows.stream()
                                .map(
                                    row ->
                                        Due.of(
                                            row,
                                            Optional.ofNullable(row.incidentId).map(found::get),
                                            seen))
                                .toList()));
  }

  /** No other channel takes pictures along. */
  private static Set<String> mailed(List<NotificationEntity> rows) {
    return rows.stream()
        .filter(row -> row.incidentId != null && Destination.EMAIL.equals(row.channel))
        .map(row -> String.valueOf(row.recipient))
        .collect(Collectors.toSet());
  }

  /** The incidents that messages are about, and the situations, by id, in one round trip. */
  Uni<Map<UUID, IncidentEntity>> incidentsOf(List<NotificationEntity> rows) {
    List<UUID> ids =
        rows.stream()
            .flatMap(row -> Stream.of(row.incidentId, row.situation))
            .filter(Objects::nonNull)
            .distinct()
            .toList();
    return incidents
        .all(ids)
        .map(
            found ->
                found.stream().collect(Collectors.toMap(IncidentEntity::id, Function.identity())));
  }

  /**
   * The newest messages in one of these states that the viewer sees, or of one incident if said; of
   * digests his own, unless he sees everything.
   */
  Uni<List<NotificationEntity>> newest(List<NotificationState> states, Optional<UUID> incident) {
    return Panache.withSession(
        () ->
            viewer
                .sight(Duty.LOOK)
                .flatMap(
                    sight ->
                        Panache.getSession()
                            .flatMap(
                                session ->
                                    sight
                                        .bind(query(session, incident))
                                        .setParameter("states", states)
                                        .setMaxResults(SHOWN)
                                        .getResultList())));
  }

  private Mutiny.SelectionQuery<NotificationEntity> query(
      Mutiny.Session session, Optional<UUID> incident) {
    return incident
        .map(
            id ->
                session
                    .createSelectionQuery(NEWEST_OF_INCIDENT, NotificationEntity.class)
                    .setParameter("incident", id))
        .orElseGet(
            () ->
                session
                    .createSelectionQuery(NEWEST, NotificationEntity.class)
                    .setParameter("viewer", viewer.name()));
  }
}
