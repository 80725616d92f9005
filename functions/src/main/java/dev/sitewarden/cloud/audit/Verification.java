package dev.sitewarden.cloud.audit;

import dev.sitewarden.cloud.chore.Blocking;
import dev.sitewarden.cloud.problem.ProblemException;
import dev.sitewarden.cloud.sql.Sql;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntPredicate;

/** Looks at the whole log, and says whether it is the one that was written. */
@Singleton
class Verification {
  private static final int PAGE = 2000;
  private static final String SNAPSHOT =
      "set transaction isolation level repeatable read, read only";

  private final AuditRecords records;
  private final AnchorCheck anchors;

  Verification(AuditRecords records, AnchorCheck anchors) {
    this.records = records;
    this.anchors = anchors;
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

  /** How long a chain is, as its head says; 0 if it has none. */
  record Chain(int lane, long records) {}

  /** The chains, so that each can be checked by itself. */
  Uni<List<Chain>> chains() {
    return layout().map(Layout::chains);
  }

  /**
   * Compares every record with its predecessor, the heads and the anchors, as of one snapshot: what
   * is appended meanwhile is not looked at.
   */
  Uni<Report> run() {
    return run(any -> true);
  }

  /**
   * The same for one chain: a part of the way, for whoever wants to see how far it is. What belongs
   * to no chain is told with chain 0. A problem with the code chain-unknown if there is none.
   */
  Uni<Report> run(int lane) {
    return Panache.withSession(this::layout)
        .invoke(layout -> requireKnown(lane, layout))
        .flatMap(known -> run(each -> each == lane));
  }

  private static void requireKnown(int lane, Layout layout) {
    if (!layout.lanes().contains(lane)) {
      throw ProblemException.notFound("chain-unknown", "There is no chain %d.".formatted(lane));
    }
  }

  /** What anchors have seen was there before the snapshot is taken. */
  private Uni<Report> run(IntPredicate lanes) {
    return anchors
        .run(lanes)
        .flatMap(seen -> Panache.withTransaction(() -> snapshot().chain(() -> run(seen, lanes))));
  }

  /** All statements of the transaction see what the first one sees. */
  private static Uni<Void> snapshot() {
    return Sql.of(SNAPSHOT).execute().replaceWithVoid();
  }

  /**
   * Which chains there are. Those of the log are looked at even if nothing is left of them; so is
   * what somebody put beside them.
   */
  private record Layout(List<ChainHead> heads, SortedSet<Integer> lanes) {
    static Layout of(List<ChainHead> heads, List<Integer> filled) {
      SortedSet<Integer> lanes = new TreeSet<>(filled);
      heads.forEach(head -> lanes.add(head.lane()));
      for (int lane = 0; lane < AuditLog.LANES; lane++) {
        lanes.add(lane);
      }
      return new Layout(heads, lanes);
    }

    List<Chain> chains() {
      return lanes.stream().map(lane -> new Chain(lane, length(lane))).toList();
    }

    private long length(int lane) {
      return heads.stream()
          .filter(head -> head.lane() == lane)
          .mapToLong(ChainHead::number)
          .findAny()
          .orElse(0);
    }

    /** What is wrong with a chain whose records were all looked at. */
    List<String> end(int lane, ChainCheck check) {
      return heads.stream()
          .filter(head -> head.lane() == lane)
          .findAny()
          .map(check::end)
          .orElseGet(check::endHeadless);
    }
  }

  private Uni<Layout> layout() {
    return records.heads().flatMap(heads -> records.lanes().map(full -> Layout.of(heads, full)));
  }

  private Uni<Report> run(AnchorCheck.Seen seen, IntPredicate lanes) {
    List<String> findings = new ArrayList<>(seen.findings());
    List<ChainCheck> checks = new ArrayList<>();
    return layout()
        .invoke(layout -> findings.addAll(vanished(seen, layout, lanes)))
        .flatMap(
            layout ->
                Multi.createFrom()
                    .iterable(layout.lanes())
                    .filter(lanes::test)
                    .onItem()
                    .transformToUniAndConcatenate(
                        lane -> {
                          ChainCheck check = new ChainCheck(lane);
                          check.reached(seen.farthest(lane));
                          checks.add(check);
                          return follow(check, lane)
                              .invoke(() -> findings.addAll(layout.end(lane, check)));
                        })
                    .collect()
                    .last())
        .replaceWith(
            () ->
                new Report(
                    findings.isEmpty(),
                    checks.stream().mapToLong(ChainCheck::length).sum(),
                    seen.anchors(),
                    findings));
  }

  /** Chains that an anchor has seen and that are not there. */
  private static List<String> vanished(AnchorCheck.Seen seen, Layout layout, IntPredicate lanes) {
    return lanes.test(0)
        ? seen.farthest().keySet().stream()
            .filter(lane -> !layout.lanes().contains(lane))
            .sorted()
            .map("an anchor has seen chain %d, nothing is left of it"::formatted)
            .toList()
        : List.of();
  }

  /** From the very first: a record before number 1 is none of ours. */
  private Uni<Void> follow(ChainCheck check, int lane) {
    AtomicLong after = new AtomicLong(Long.MIN_VALUE);
    return Multi.createBy()
        .repeating()
        .uni(
            () ->
                records
                    .ofLane(lane, after.get(), Long.MAX_VALUE, PAGE)
                    .call(page -> check(check, page)))
        .whilst(
            page -> {
              if (page.size() == PAGE) {
                after.set(page.getLast().number());
              }
              return page.size() == PAGE;
            })
        .collect()
        .last()
        .replaceWithVoid();
  }

  /** Hashing a page takes long enough to keep others waiting. */
  private static Uni<Long> check(ChainCheck check, List<AuditRecord> page) {
    return Blocking.call(
        () -> {
          page.forEach(check::next);
          return check.length();
        });
  }
}
