package dev.sitewarden.cloud.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sitewarden.cloud.sql.Sql;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;

/**
 * Cuts out of the log what it says about one subject, freshly anchored; in the caller's session.
 *
 * <p>Records that stand near each other in a chain come with all between them, in one run; a long
 * way to the next is left out, and begins another run. So what a subject takes follows from what
 * was said of it, not from how old it is.
 */
@Singleton
public class AuditExtract {
  /** How far apart records of one run stand; farther joins more, at 67 bytes for each between. */
  private static final long NEAR = 1_000;

  private static final String RUNS =
      """
      select lane, min(number), max(number) from (
        select lane, number, sum(begins) over (partition by lane order by number) as run from (
          select lane, number,
            case when number - lag(number) over (partition by lane order by number) <= :near
              then 0 else 1 end as begins
          from audit_record where subject = :subject) as told) as joined
      group by lane, run order by lane, 2
      """;

  private final AuditRecords records;
  private final AuditKey key;
  private final InstantSource clock;

  AuditExtract(AuditRecords records, AuditKey key, InstantSource clock) {
    this.records = records;
    this.key = key;
    this.clock = clock;
  }

  /** A part of a chain, both ends included. */
  private record Run(int lane, long first, long last) {
    static Run of(Object[] row) {
      return new Run(
          ((Number) row[0]).intValue(),
          ((Number) row[1]).longValue(),
          ((Number) row[2]).longValue());
    }
  }

  /** The runs as JSON, and an anchor that holds their ends and those of all chains. */
  public Uni<ObjectNode> about(String subject) {
    return runs(subject)
        .flatMap(this::read)
        .flatMap(
            runs ->
                records
                    .heads()
                    .map(heads -> ChainSegment.json(subject, clock.instant(), heads, runs, key)));
  }

  private static Uni<List<Run>> runs(String subject) {
    return Sql.of(RUNS)
        .with("subject", subject)
        .with("near", NEAR)
        .list(Object[].class)
        .map(rows -> rows.stream().map(Run::of).toList());
  }

  private Uni<List<List<AuditRecord>>> read(List<Run> runs) {
    return Multi.createFrom()
        .iterable(runs)
        .onItem()
        .transformToUniAndConcatenate(this::read)
        .collect()
        .asList();
  }

  private Uni<List<AuditRecord>> read(Run run) {
    int length = Math.toIntExact(run.last() - run.first() + 1);
    return records.ofLane(run.lane(), run.first() - 1, run.last(), length);
  }
}
