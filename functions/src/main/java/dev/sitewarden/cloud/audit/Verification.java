package dev.sitewarden.cloud.audit;

import dev.sitewarden.cloud.chore.Blocking;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** Looks at the whole log, and says whether it is the one that was written. */
@Singleton
class Verification {
  private static final int PAGE = 2000;
  private static final String SNAPSHOT =
      "set transaction isolation level repeatable read, read only";

  private final AuditRecords records;
  private final Anchors anchors;
  private final AuditKey key;

  Verification(AuditRecords records, Anchors anchors, AuditKey key) {
    this.records = records;
    this.anchors = anchors;
    this.key = key;
  }

  /**
   * What was found.
   *
   * @param isIntact whether there are no findings
   * @param anchors how many anchors were compared
   */
  record Report(boolean isIntact, long records, int anchors, List<String> findings) {
    Report {
      findings = List.copyOf(findings);
    }
  }

  /** How long a chain is. */
  record Chain(int lane, long records) {}

  /** The chains, so that each can be checked by itself. */
  Uni<List<Chain>> chains() {
    return records
        .heads()
        .map(heads -> heads.stream().map(head -> new Chain(head.lane(), head.number())).toList());
  }

  /**
   * Compares every record with its predecessor, the heads and the anchors, as of one snapshot: what
   * is appended meanwhile is not looked at.
   */
  Uni<Report> run() {
    return run(any -> true);
  }

  /** The same for one chain: a part of the way, for whoever wants to see how far it is. */
  Uni<Report> run(int lane) {
    return run(each -> each == lane);
  }

  private Uni<Report> run(IntPredicate lanes) {
    return Blocking.call(anchors::all)
        .flatMap(
            written -> Panache.withTransaction(() -> snapshot().chain(() -> run(written, lanes))));
  }

  /** All statements of the transaction see what the first one sees. */
  private static Uni<Void> snapshot() {
    return Panache.getSession()
        .flatMap(session -> session.createNativeQuery(SNAPSHOT).executeUpdate())
        .replaceWithVoid();
  }

  private Uni<Report> run(List<Anchor> written, IntPredicate lanes) {
    List<String> findings = new ArrayList<>();
    List<Anchor> signed = new ArrayList<>();
    for (Anchor anchor : written) {
      if (key.isSignedByThis(anchor.content(), anchor.signature())) {
        signed.add(anchor);
      } else {
        findings.add("the anchor of %s is not signed by this cloud".formatted(anchor.at()));
      }
    }
    List<ChainCheck> checks = new ArrayList<>();
    return records
        .heads()
        .flatMap(
            heads ->
                Multi.createFrom()
                    .iterable(heads)
                    .filter(head -> lanes.test(head.lane()))
                    .onItem()
                    .transformToUniAndConcatenate(
                        head -> {
                          ChainCheck check = check(head.lane(), signed);
                          checks.add(check);
                          return follow(check, head, 0)
                              .invoke(() -> findings.addAll(check.end(head)));
                        })
                    .collect()
                    .last())
        .replaceWith(
            () ->
                new Report(
                    findings.isEmpty(),
                    checks.stream().mapToLong(ChainCheck::length).sum(),
                    signed.size(),
                    findings));
  }

  private static ChainCheck check(int lane, List<Anchor> signed) {
    ChainCheck check = new ChainCheck(lane);
    for (Anchor anchor : signed) {
      anchor.heads().stream().filter(head -> head.lane() == lane).forEach(check::expect);
    }
    return check;
  }

  private Uni<Void> follow(ChainCheck check, ChainHead head, long after) {
    return records
        .ofLane(head.lane(), after, Long.MAX_VALUE, PAGE)
        .invoke(page -> page.forEach(check::next))
        .flatMap(
            page ->
                page.size() < PAGE
                    ? Uni.createFrom().voidItem()
                    : follow(check, head, page.getLast().number()));
  }
}
