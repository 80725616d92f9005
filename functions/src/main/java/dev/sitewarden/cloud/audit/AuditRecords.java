package dev.sitewarden.cloud.audit;

import dev.sitewarden.cloud.rights.Sight;
import dev.sitewarden.cloud.sql.Sql;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;

/** Reads the log, inside the caller's session. */
@Singleton
public class AuditRecords {
  private static final String COLUMNS =
      """
      select entry.lane, entry.number, entry.at, entry.actor, entry.action, entry.subject,
        entry.device, entry.camera, entry.detail, entry.previous, entry.hash
      from audit_record entry
      """;
  private static final String OF_LANE =
      COLUMNS + "where lane = :lane and number > :after and number <= :last order by number";
  private static final String SEARCH =
      COLUMNS
          + """
            where (:subject = '' or subject = :subject) and (:actor = '' or actor = :actor)
              and (:anyAction = true or action in (:actions))
              and at >= :since and (at, lane, number) < (:at, :lane, :number) and
            """
          + Sight.condition("entry")
          + "order by at desc, lane desc, number desc";
  private static final String HEADS = "select lane, number, hash from audit_head order by lane";

  /** From one lane to the next by the primary key: as many steps as there are lanes. */
  private static final String LANES =
      """
      with recursive found (lane) as (
        select min(lane) from audit_record
        union all
        select (select min(lane) from audit_record where lane > found.lane) from found
        where found.lane is not null)
      select lane from found where lane is not null
      """;

  /**
   * What is looked for; empty texts for everything.
   *
   * @param actions names of {@link AuditAction}; none for all
   * @param since this instant or later
   * @param before only older records
   */
  record Search(
      String subject, String actor, Set<String> actions, Instant since, AuditCursor before) {
    Search {
      actions = Set.copyOf(actions);
    }

    /** The same, farther back. */
    Search before(AuditCursor cursor) {
      return new Search(subject, actor, actions, since, cursor);
    }
  }

  /** The newest records in sight, newest first. */
  Uni<List<AuditRecord>> find(Search search, Sight sight, int limit) {
    return Panache.getSession()
        .flatMap(
            session ->
                sight
                    .bind(session.createNativeQuery(SEARCH, Object[].class))
                    .setParameter("subject", search.subject())
                    .setParameter("actor", search.actor())
                    .setParameter("anyAction", search.actions().isEmpty())
                    .setParameter("actions", search.actions())
                    .setParameter("since", search.since())
                    .setParameter("at", search.before().at())
                    .setParameter("lane", search.before().lane())
                    .setParameter("number", search.before().number())
                    .setMaxResults(limit)
                    .getResultList())
        .map(rows -> rows.stream().map(AuditRecords::record).toList());
  }

  /** Records of one chain after a number up to another, oldest first. */
  public Uni<List<AuditRecord>> ofLane(int lane, long after, long last, int limit) {
    return Sql.of(OF_LANE)
        .with("lane", lane)
        .with("after", after)
        .with("last", last)
        .atMost(limit)
        .list(Object[].class)
        .map(rows -> rows.stream().map(AuditRecords::record).toList());
  }

  /** How far each chain has come. */
  Uni<List<ChainHead>> heads() {
    return Sql.of(HEADS)
        .list(Object[].class)
        .map(rows -> rows.stream().map(AuditLog::head).toList());
  }

  /** The lanes that have records, whether or not they have a head. */
  Uni<List<Integer>> lanes() {
    return Sql.of(LANES).list(Integer.class);
  }

  private static AuditRecord record(Object[] row) {
    AuditEvent event =
        new AuditEvent(
            instant(row[2]),
            text(row[3]),
            text(row[4]),
            text(row[5]),
            text(row[6]),
            text(row[7]),
            text(row[8]));
    return new AuditRecord(
        ((Number) row[0]).intValue(),
        ((Number) row[1]).longValue(),
        event,
        text(row[9]),
        text(row[10]));
  }

  private static Instant instant(Object value) {
    return value instanceof OffsetDateTime time ? time.toInstant() : (Instant) value;
  }

  private static String text(Object value) {
    return String.valueOf(value);
  }
}
