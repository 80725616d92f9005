package dev.sitewarden.cloud.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sitewarden.cloud.chore.Blocking;
import dev.sitewarden.cloud.sql.Sql;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/**
 * Compares what anchors have seen with the records that stand there now.
 *
 * <p>Anchors are read and their signatures checked on worker threads, some at a time, and only of
 * those that name a chain that is asked for: there may be millions. What they name is looked up in
 * the table, so that neither all anchors nor all records are ever in memory. An anchor is written
 * after its records were committed, so that no snapshot is needed.
 */
@Singleton
class AnchorCheck {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int AT_ONCE = 1000;
  private static final int MOST_FINDINGS = 100;
  private static final String OTHERS =
      """
      select seen.lane, seen.number, seen.hash
      from jsonb_to_recordset(cast(cast(:heads as text) as jsonb))
        as seen (lane int, number bigint, hash text)
      join audit_record entry on entry.lane = seen.lane and entry.number = seen.number
      where entry.hash <> seen.hash
      order by seen.lane, seen.number
      """;

  private final AnchorStore store;
  private final AuditKey key;

  AnchorCheck(AnchorStore store, AuditKey key) {
    this.store = store;
    this.key = key;
  }

  /**
   * What anchors say.
   *
   * @param anchors how many were compared
   * @param farthest of each chain that they name, the greatest number that one has seen
   */
  record Seen(int anchors, Map<Integer, Long> farthest, List<String> findings) {
    Seen {
      farthest = Map.copyOf(farthest);
      findings = List.copyOf(findings);
    }

    /** How far an anchor has seen this chain come; 0 if none has. */
    long farthest(int lane) {
      return farthest.getOrDefault(lane, 0L);
    }
  }

  /**
   * Compares the anchors of these chains. With chain 0 belongs what belongs to no chain: lines that
   * cannot be read, and chains that the log does not have.
   */
  Uni<Seen> run(IntPredicate lanes) {
    return Blocking.call(() -> new Walk(lanes))
        .flatMap(
            walk ->
                Multi.createBy()
                    .repeating()
                    .uni(() -> Blocking.call(walk::next).call(heads -> compare(walk, heads)))
                    .whilst(heads -> walk.goesOn())
                    .collect()
                    .last()
                    .map(last -> walk.seen())
                    .onTermination()
                    .invoke(walk::close));
  }

  private static Uni<Void> compare(Walk walk, List<ChainHead> heads) {
    if (heads.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return Panache.withSession(() -> Sql.of(OTHERS).with("heads", json(heads)).list(Object[].class))
        .invoke(rows -> rows.stream().map(AuditLog::head).forEach(walk::findOther))
        .replaceWithVoid();
  }

  private static String json(List<ChainHead> heads) {
    try {
      return JSON.writeValueAsString(
          heads.stream()
              .map(
                  head -> Map.of("lane", head.lane(), "number", head.number(), "hash", head.hash()))
              .toList());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and numbers are always JSON", e);
    }
  }

  /** The way through all anchors; one thread at a time. */
  private final class Walk implements AutoCloseable {
    private final IntPredicate lanes;
    private final Stream<String> lines;
    private final Iterator<String> rest;
    private final Map<Integer, Long> farthest = new TreeMap<>();
    private final List<String> findings = new ArrayList<>();
    private long line;
    private int anchors;
    private boolean goesOn;

    Walk(IntPredicate lanes) {
      this.lanes = lanes;
      this.lines = store.lines();
      this.rest = lines.iterator();
    }

    /** What the next anchors say of the chains that are asked for. Blocking. */
    List<ChainHead> next() {
      List<ChainHead> heads = new ArrayList<>();
      for (int i = 0; i < AT_ONCE && rest.hasNext(); i++) {
        heads.addAll(read(rest.next()));
      }
      goesOn = rest.hasNext();
      for (ChainHead head : heads) {
        farthest.merge(head.lane(), head.number(), Math::max);
      }
      return heads;
    }

    boolean goesOn() {
      return goesOn;
    }

    private List<ChainHead> read(String text) {
      line++;
      Anchor anchor;
      try {
        anchor = Anchor.parse(text);
      } catch (IllegalArgumentException e) {
        if (lanes.test(0)) {
          find("line %d of the anchors cannot be read".formatted(line));
        }
        return List.of();
      }
      List<ChainHead> asked =
          anchor.heads().stream().filter(head -> isAskedFor(head.lane())).toList();
      if (asked.isEmpty()) {
        return asked;
      }
      if (!key.isSignedByThis(anchor.content(), anchor.signature(), anchor.key())) {
        find("the anchor of %s is not signed by this cloud".formatted(anchor.at()));
        return List.of();
      }
      anchors++;
      return asked;
    }

    private boolean isAskedFor(int lane) {
      return lanes.test(lane) || (lanes.test(0) && !AuditLog.hasLane(lane));
    }

    void findOther(ChainHead seen) {
      find(
          "chain %d: record %d is not the one that was anchored"
              .formatted(seen.lane(), seen.number()));
    }

    private void find(String what) {
      if (findings.size() < MOST_FINDINGS && !findings.contains(what)) {
        findings.add(what);
      }
    }

    Seen seen() {
      return new Seen(anchors, farthest, findings);
    }

    @Override
    public void close() {
      lines.close();
    }
  }
}
