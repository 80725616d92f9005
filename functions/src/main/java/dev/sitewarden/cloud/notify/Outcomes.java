package dev.sitewarden.cloud.notify;

import dev.sitewarden.cloud.incident.IncidentNotices;
import dev.sitewarden.cloud.incident.Notice;
import dev.sitewarden.cloud.notify.Sending.Attempted;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Notes what came of attempts: on the messages, and on the timelines of what they are about. */
@Singleton
class Outcomes {
  private final IncidentNotices notices;
  private final EarlyReports early;
  private final DeliveryReports reports;
  private final NotifyConfig config;
  private final InstantSource clock;

  Outcomes(
      IncidentNotices notices,
      EarlyReports early,
      DeliveryReports reports,
      NotifyConfig config,
      InstantSource clock) {
    this.notices = notices;
    this.early = early;
    this.reports = reports;
    this.config = config;
    this.clock = clock;
  }

  /** Notes them all in one transaction, and what was reported of them already. */
  Uni<Void> note(List<Attempted> attempts) {
    if (attempts.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    Map<UUID, Attempted> byId =
        attempts.stream().collect(Collectors.toMap(Attempted::id, Function.identity()));
    return Panache.withTransaction(
        () ->
            Panache.getSession()
                .flatMap(session -> session.find(NotificationEntity.class, byId.keySet().toArray()))
                .flatMap(rows -> note(rows, byId)));
  }

  private Uni<Void> note(List<NotificationEntity> rows, Map<UUID, Attempted> byId) {
    List<Notice> told = new ArrayList<>();
    List<NotificationEntity> sent = new ArrayList<>();
    for (NotificationEntity row : rows) {
      Attempted attempted = byId.get(row.id);
      if (attempted == null || row.state != NotificationState.PENDING) {
        continue;
      }
      row.note(attempted.attempt(), attempted.at(), config);
      if (row.state == NotificationState.SENT) {
        sent.add(row);
        notice(row, attempted.at()).ifPresent(told::add);
      }
    }
    List<NotificationEntity> named = sent.stream().filter(row -> row.receipt != null).toList();
    return early
        .take(named.stream().map(row -> String.valueOf(row.receipt)).toList())
        .flatMap(
            said ->
                notices.notified(told).chain(() -> reports.apply(named, said, clock.instant())));
  }

  private static Optional<Notice> notice(NotificationEntity row, Instant at) {
    String whom = "%s by %s".formatted(row.recipient, row.channel);
    return Optional.ofNullable(row.incidentId).map(id -> Notice.told(id, at, whom));
  }
}
