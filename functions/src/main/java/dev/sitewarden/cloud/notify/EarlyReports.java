package dev.sitewarden.cloud.notify;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sitewarden.cloud.chore.Chore;
import dev.sitewarden.cloud.sql.AdvisoryLock;
import dev.sitewarden.cloud.sql.JsonRows;
import dev.sitewarden.cloud.sql.RowInsert;
import dev.sitewarden.cloud.sql.Sql;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.persistence.Tuple;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Keeps delivery reports of messages whose receipts are not noted yet, for a day: somebody notes
 * one in a moment, or a sender died before he could, and the next one is given the same receipt.
 * What other programs send through the same service is never asked for; of very much the newest
 * stays.
 */
@Singleton
class EarlyReports implements Chore {
  static final int MOST = 10_000;

  private static final Duration KEPT = Duration.ofDays(1);

  /** As long as the column; a channel that gives longer ones would not get its message noted. */
  private static final int LONGEST_RECEIPT = 200;

  private static final RowInsert KEEP =
      RowInsert.ofNewest(
          "early_delivery_report",
          "receipt",
          "received_at",
          List.of("receipt", "is_delivered", "detail", "received_at"),
          Map.of());
  private static final String TAKE =
      """
      delete from early_delivery_report where receipt in (:receipts)
      returning receipt, is_delivered, detail
      """;
  private static final String TOO_MANY =
      """
      delete from early_delivery_report where receipt in (
        select receipt from early_delivery_report order by received_at desc, receipt offset :most)
      """;
  private static final String TOO_OLD =
      "delete from early_delivery_report where received_at < :before";

  private final InstantSource clock;

  EarlyReports(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Keeps reports that are nobody's yet, inside the caller's transaction, which took {@link
   * AdvisoryLock#RECEIPTS} before it looked whose they are.
   */
  Uni<Void> keep(Collection<DeliveryReport> reports) {
    if (reports.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    Instant now = clock.instant();
    JsonRows rows = new JsonRows();
    reports.stream()
        .filter(report -> report.receipt().length() <= LONGEST_RECEIPT)
        .forEach(report -> rows.add(json -> write(report, now, json)));
    return KEEP.insert(rows).chain(() -> delete(TOO_MANY, "most", MOST));
  }

  private static void write(DeliveryReport report, Instant now, JsonGenerator json)
      throws IOException {
    json.writeStringField("receipt", report.receipt());
    json.writeBooleanField("is_delivered", report.isDelivered());
    json.writeStringField("detail", report.detail());
    json.writeStringField("received_at", now.toString());
  }

  /** Takes what was said of receipts, by receipt, in the transaction that notes them. */
  Uni<Map<String, DeliveryReport>> take(Collection<String> receipts) {
    if (receipts.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    return AdvisoryLock.RECEIPTS
        .share()
        .chain(() -> Sql.of(TAKE).with("receipts", receipts).unflushed().list(Tuple.class))
        .map(
            rows ->
                rows.stream()
                    .map(EarlyReports::read)
                    .collect(Collectors.toMap(DeliveryReport::receipt, Function.identity())));
  }

  private static DeliveryReport read(Tuple row) {
    return new DeliveryReport(
        row.get(0, String.class), row.get(1, Boolean.class), row.get(2, String.class));
  }

  @Override
  public Rhythm rhythm() {
    return Rhythm.HOURLY;
  }

  @Override
  public Uni<Void> run() {
    Instant before = clock.instant().minus(KEPT);
    return Panache.withTransaction(() -> delete(TOO_OLD, "before", before));
  }

  private static Uni<Void> delete(String which, String name, Object value) {
    return Sql.of(which).with(name, value).execute().replaceWithVoid();
  }
}
