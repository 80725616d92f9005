package dev.sitewarden.cloud.notify;

import dev.sitewarden.cloud.audit.AuditAction;
import dev.sitewarden.cloud.audit.AuditEvent;
import dev.sitewarden.cloud.audit.StoredFile;
import dev.sitewarden.cloud.incident.IncidentNotices;
import dev.sitewarden.cloud.incident.Notice;
import dev.sitewarden.cloud.notify.Sending.Attempted;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Notes what came of attempts: on the messages, and on the timelines of what they are about. */
@Singleton
class Outcomes {
  private final IncidentNotices notices;
  private final EarlyReports early;
  private final DigestContents contents;
  private final NotifyConfig config;
  private final InstantSource clock;

  Outcomes(
      IncidentNotices notices,
      EarlyReports early,
      DigestContents contents,
      NotifyConfig config,
      InstantSource clock) {
    this.notices = notices;
    this.early = early;
    this.contents = contents;
    this.config = config;
    this.clock = clock;
  }

  /**
   * Notes them, and what was reported of them already: in one transaction, but for digests, each of
   * which holds all the incidents that it tells of.
   */
  Uni<Void> note(List<Attempted> attempts) {
    List<List<Attempted>> groups = new ArrayList<>();
    groups.add(attempts.stream().filter(one -> !one.isDigest()).toList());
    attempts.stream().filter(Attempted::isDigest).map(List::of).forEach(groups::add);
    return Multi.createFrom()
        .iterable(groups)
        .onItem()
        .transformToUniAndConcatenate(this::noteAtOnce)
        .collect()
        .last();
  }

  private Uni<Void> noteAtOnce(List<Attempted> attempts) {
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
    List<NotificationEntity> ended = new ArrayList<>();
    for (NotificationEntity row : rows) {
      Attempted attempted = byId.get(row.id);
      if (attempted == null || row.state != NotificationState.PENDING) {
        continue;
      }
      row.note(attempted.attempt(), attempted.at(), config);
      if (row.state != NotificationState.PENDING) {
        ended.add(row);
      }
    }
    List<NotificationEntity> named = ended.stream().filter(row -> row.receipt != null).toList();
    return early
        .take(named.stream().map(row -> String.valueOf(row.receipt)).toList())
        .flatMap(
            said ->
                contents
                    .lines(ended)
                    .flatMap(
                        lines ->
                            notices.note(
                                notices(ended, byId, named, said, lines), shown(ended, byId))));
  }

  /** That they were handed over or not, and then what was reported of them already. */
  private List<Notice> notices(
      List<NotificationEntity> ended,
      Map<UUID, Attempted> byId,
      List<NotificationEntity> named,
      Map<String, DeliveryReport> said,
      Lines lines) {
    List<Notice> notices = new ArrayList<>();
    for (NotificationEntity row : ended) {
      Instant at = Objects.requireNonNull(byId.get(row.id)).at();
      Stream<Notice> noted =
          row.state == NotificationState.SENT
              ? lines.told(row, at)
              : lines.notDelivered(row, at, String.valueOf(row.reason));
      noted.forEach(notices::add);
    }
    DeliveryReports.noted(named, said, clock.instant()).forEach(notices::add);
    return notices;
  }

  /** Whoever was sent a picture saw it: that is an access, as on the page. */
  private static List<AuditEvent> shown(List<NotificationEntity> ended, Map<UUID, Attempted> byId) {
    return ended.stream()
        .flatMap(row -> shown(row, Objects.requireNonNull(byId.get(row.id))).stream())
        .toList();
  }

  private static Optional<AuditEvent> shown(NotificationEntity row, Attempted attempted) {
    return attempted
        .picture()
        .filter(shown -> attempted.attempt() instanceof Attempt.Accepted)
        .map(
            shown ->
                AuditEvent.ofCamera(
                    attempted.at(),
                    "",
                    AuditAction.EVIDENCE_SENT,
                    shown.incident().id().toString(),
                    shown.incident().device(),
                    shown.incident().camera(),
                    "%s to %s by %s"
                        .formatted(
                            StoredFile.of(shown.file()).text(), row.recipient, row.channel)));
  }
}
