package dev.sitewarden.cloud.notify;

import dev.sitewarden.cloud.incident.IncidentNotices;
import dev.sitewarden.cloud.incident.Notice;
import dev.sitewarden.cloud.sql.AdvisoryLock;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

  private Uni<Void> apply(
      List<NotificationEntity> rows, Map<String, DeliveryReport> byReceipt, Instant now) {
    return notices.note(noted(rows, byReceipt, now).toList());
  }

  /**
   * Notes on messages what is said of them, by their receipts; the lines that this makes. A digest
   * has none: many of them may be reported of at once.
   */
  static Stream<Notice> noted(
      List<NotificationEntity> rows, Map<String, DeliveryReport> byReceipt, Instant now) {
    return rows.stream()
        .filter(row -> row.isHandedOver() && byReceipt.containsKey(row.receipt))
        .flatMap(row -> noted(row, Objects.requireNonNull(byReceipt.get(row.receipt)), now));
  }

  private static Stream<Notice> noted(NotificationEntity row, DeliveryReport report, Instant now) {
    if (report.isDelivered()) {
      row.delivered(now);
      return Lines.WITHOUT_DIGESTS.delivered(row, now);
    }
    return row.notDelivered(report.detail())
        ? Lines.WITHOUT_DIGESTS.notDelivered(row, now, report.detail())
        : Stream.empty();
  }
}
