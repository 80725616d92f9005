package dev.sitewarden.cloud.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sitewarden.cloud.sql.Sql;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Adds records to the log, in the transaction that makes what they tell.
 *
 * <p>One chain would let one transaction append at a time, until its commit. So there are sixteen,
 * and a transaction takes one that nobody holds; only if all are held it waits for any. Who holds a
 * chain never waits for another, and nobody takes a chain who already has the number of the change
 * feed: so appending deadlocks with nothing.
 */
@Singleton
public class AuditLog {
  /** How many chains there are, numbered from 0. */
  static final int LANES = 16;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FREE =
      "select lane, number, hash from audit_head order by lane for update skip locked limit 1";
  private static final String ANY =
      "select lane, number, hash from audit_head where lane = :lane for update";
  private static final String APPEND =
      """
      with added as (
        insert into audit_record
          (lane, number, at, actor, action, subject, device, camera, detail, previous, hash)
        select :lane, number, to_timestamp(at / 1000.0), actor, action, subject, device, camera, detail, previous, hash
        from jsonb_to_recordset(cast(cast(:records as text) as jsonb)) as record (
          number bigint, at numeric, actor text, action text, subject text, device text, camera text,
          detail text, previous text, hash text)
        returning 1)
      update audit_head set number = :number, hash = :hash where lane = :lane
      """;

  /** Appends in this order; call it late in a transaction, before the change feed. */
  public Uni<Void> append(List<AuditEvent> events) {
    if (events.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return head().flatMap(head -> append(head, chained(head, events)));
  }

  /** Whether there is such a chain. */
  static boolean hasLane(int lane) {
    return lane >= 0 && lane < LANES;
  }

  private static Uni<ChainHead> head() {
    return Sql.of(FREE)
        .list(Object[].class)
        .flatMap(free -> free.isEmpty() ? anyHead() : Uni.createFrom().item(free))
        .map(rows -> rows.getFirst())
        .map(AuditLog::head);
  }

  private static Uni<List<Object[]>> anyHead() {
    return Sql.of(ANY)
        .with("lane", ThreadLocalRandom.current().nextInt(LANES))
        .list(Object[].class);
  }

  static ChainHead head(Object[] row) {
    return new ChainHead(
        ((Number) row[0]).intValue(), ((Number) row[1]).longValue(), String.valueOf(row[2]));
  }

  private static List<AuditRecord> chained(ChainHead head, List<AuditEvent> events) {
    List<AuditRecord> records = new ArrayList<>();
    long number = head.number();
    String previous = head.hash();
    for (AuditEvent event : events) {
      number++;
      AuditRecord record = AuditRecord.following(head.lane(), number, event, previous);
      records.add(record);
      previous = record.hash();
    }
    return records;
  }

  private static Uni<Void> append(ChainHead head, List<AuditRecord> records) {
    AuditRecord newest = records.getLast();
    return Sql.of(APPEND)
        .with("records", json(records))
        .with("lane", head.lane())
        .with("number", newest.number())
        .with("hash", newest.hash())
        .execute()
        .replaceWithVoid();
  }

  private static String json(List<AuditRecord> records) {
    try {
      return JSON.writeValueAsString(records.stream().map(AuditLog::row).toList());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and numbers are always JSON", e);
    }
  }

  private static Map<String, Object> row(AuditRecord record) {
    AuditEvent event = record.event();
    return Map.of(
        "number", record.number(),
        "at", event.at().toEpochMilli(),
        "actor", event.actor(),
        "action", event.action(),
        "subject", event.subject(),
        "device", event.device(),
        "camera", event.camera(),
        "detail", event.detail(),
        "previous", record.previous(),
        "hash", record.hash());
  }
}
