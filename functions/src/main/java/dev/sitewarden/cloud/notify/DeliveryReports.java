package dev.sitewarden.cloud.notify;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Notes delivery reports on messages; one of a message that is not known is let go. */
@Singleton
class DeliveryReports {
  private static final String OF =
      "from NotificationEntity where receipt in :receipts and state in (SENT, FAILED)";

  Uni<Void> note(List<DeliveryReport> reports, Instant now) {
    if (reports.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    Map<String, DeliveryReport> byReceipt =
        reports.stream()
            .collect(
                Collectors.toMap(DeliveryReport::receipt, one -> one, (earlier, later) -> later));
    return Panache.getSession()
        .flatMap(
            session ->
                session
                    .createSelectionQuery(OF, NotificationEntity.class)
                    .setParameter("receipts", List.copyOf(byReceipt.keySet()))
                    .getResultList())
        .invoke(rows -> rows.forEach(row -> note(row, byReceipt, now)))
        .replaceWithVoid();
  }

  private static void note(
      NotificationEntity row, Map<String, DeliveryReport> byReceipt, Instant now) {
    DeliveryReport report = byReceipt.get(row.receipt);
    if (report == null) {
      return;
    }
    if (report.isDelivered()) {
      row.state = NotificationState.DELIVERED;
      row.deliveredAt = now;
      row.reason = null;
    } else {
      row.state = NotificationState.FAILED;
      row.reason = "it did not arrive; " + report.detail();
    }
  }
}
