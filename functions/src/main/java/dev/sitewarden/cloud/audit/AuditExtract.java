package dev.sitewarden.cloud.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts out of the log what it says about one subject, freshly anchored; in the caller's session.
 */
@Singleton
public class AuditExtract {
  /** 64 characters each: more would make a package of many megabytes of digests. */
  private static final int MOST_LINKS = 100_000;

  private static final String FIRSTS =
      "select lane, min(number), '' from audit_record where subject = :subject group by lane order by lane";

  private final AuditRecords records;
  private final AuditKey key;
  private final InstantSource clock;

  AuditExtract(AuditRecords records, AuditKey key, InstantSource clock) {
    this.records = records;
    this.key = key;
    this.clock = clock;
  }

  /** The segment as JSON. Heads are read last: what others append meanwhile lies behind them. */
  public Uni<ObjectNode> about(String subject) {
    return firsts(subject)
        .flatMap(
            firsts ->
                records
                    .heads()
                    .flatMap(
                        heads ->
                            lanes(firsts, heads)
                                .map(
                                    lanes ->
                                        ChainSegment.json(
                                            subject,
                                            Anchor.signed(clock.instant(), heads, key),
                                            lanes))));
  }

  private static Uni<List<ChainHead>> firsts(String subject) {
    return Panache.getSession()
        .flatMap(
            session ->
                session
                    .createNativeQuery(FIRSTS, Object[].class)
                    .setParameter("subject", subject)
                    .getResultList())
        .map(rows -> rows.stream().map(AuditLog::head).toList());
  }

  private Uni<List<List<AuditRecord>>> lanes(List<ChainHead> firsts, List<ChainHead> heads) {
    List<List<AuditRecord>> lanes = new ArrayList<>();
    return Multi.createFrom()
        .iterable(firsts)
        .onItem()
        .transformToUniAndConcatenate(first -> upTo(first, heads))
        .invoke(lanes::add)
        .collect()
        .last()
        .replaceWith(lanes);
  }

  private Uni<List<AuditRecord>> upTo(ChainHead first, List<ChainHead> heads) {
    ChainHead head =
        heads.stream().filter(end -> end.lane() == first.lane()).findFirst().orElseThrow();
    return records.ofLane(first.lane(), first.number() - 1, head.number(), MOST_LINKS);
  }
}
