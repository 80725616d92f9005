package dev.sitewarden.cloud.notify;

import dev.sitewarden.cloud.incident.IncidentNotices;
import dev.sitewarden.cloud.incident.Notice;
import dev.sitewarden.cloud.sql.AdvisoryLock;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Notes delivery reports on messages, and on the timelines of what they are about; one of a message
 * that is not known waits for it, and the same one again changes nothing.
 */
@Singleton
class DeliveryReports {
  private static final String OF = "from NotificationEntity where receipt in :receipts";

  private final IncidentNotices notices;
  private final EarlyReports early;

  DeliveryReports(IncidentNotices notices, EarlyReports early) {
    this.notices = notices;
    this.early = early;
  }

  Uni<Void> note(List<DeliveryReport> reports, Instant now) {
    if (reports.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    Map<String, DeliveryReport> byReceipt =
        reports.stream()
            .collect(
                Collectors.toMap(DeliveryReport::receipt, one -> one, (earlier, later) -> later));
    return known(byReceipt)
        .flatMap(
            rows ->
                unknown(byReceipt, rows).isEmpty()
                    ? Uni.createFrom().item(rows)
                    : AdvisoryLock.RECEIPTS.take().chain(() -> known(byReceipt)))
        .flatMap(
            rows ->
                early
                    .keep(unknown(byReceipt, rows).values())
                    .chain(() -> apply(rows, byReceipt, now)));
  }

  private static Uni<List<NotificationEntity>> known(Map<String, DeliveryReport> byReceipt) {
    return Panache.getSession()
        .flatMap(
            session ->
                session
                    .createSelectionQuery(OF, NotificationEntity.class)
                    .setParameter("receipts", List.copyOf(byReceipt.keySet()))
                    .getResultList());
  }

  private static Map<String, DeliveryReport> unknown(
      Map<String, DeliveryReport> byReceipt, List<NotificationEntity> known) {
    Map<String, DeliveryReport> unknown = new HashMap<>(byReceipt);
    known.forEach(row -> unknown.remove(row.receipt));
    return unknown;
  }

  /** Notes what is said of messages, by their receipts, inside the caller's transaction. */
  Uni<Void> apply(
      List<NotificationEntity> rows, Map<String, DeliveryReport> byReceipt, Instant now) {
    List<Notice> arrived = new ArrayList<>();
    List<Notice> lost = new ArrayList<>();
    for (NotificationEntity row : rows) {
      DeliveryReport report = byReceipt.get(row.receipt);
      if (report == null || !row.isHandedOver()) {
        continue;
      }
      if (report.isDelivered()) {
        row.delivered(now);
        notice(row, now, "").ifPresent(arrived::add);
      } else if (row.notDelivered(report.detail())) {
        notice(row, now, "; " + report.detail()).ifPresent(lost::add);
      }
    }
    return notices.delivered(arrived).chain(() -> notices.notDelivered(lost));
  }

  private static Optional<Notice> notice(NotificationEntity row, Instant at, String more) {
    String words = "to %s by %s%s".formatted(row.recipient, row.channel, more);
    return Optional.ofNullable(row.incidentId).map(incident -> Notice.told(incident, at, words));
  }
}
