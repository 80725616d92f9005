package dev.sitewarden.cloud.audit;

import dev.sitewarden.cloud.chore.Chore;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes down, outside the database, how far the chains have come. Without it nobody could tell a
 * log whose newest records were cut off from one that never had them; what is appended and cut off
 * between two rounds is not noticed.
 */
@Singleton
class Anchors implements Chore {
  private final AuditRecords records;
  private final AuditKey key;
  private final AnchorStore store;
  private final InstantSource clock;
  private final Map<Integer, ChainHead> anchored = new HashMap<>();

  Anchors(AuditRecords records, AuditKey key, AnchorStore store, InstantSource clock) {
    this.records = records;
    this.key = key;
    this.store = store;
    this.clock = clock;
  }

  @Override
  public Rhythm rhythm() {
    return Rhythm.FILES;
  }

  /** Anchors the chains as they are; writes nothing if nothing was appended. */
  @Override
  public Uni<Void> run() {
    return Panache.withSession(records::heads)
        .emitOn(Infrastructure.getDefaultWorkerPool())
        .invoke(this::write)
        .replaceWithVoid();
  }

  private synchronized void write(List<ChainHead> heads) {
    List<ChainHead> grown =
        heads.stream().filter(head -> !head.equals(anchored.get(head.lane()))).toList();
    if (grown.isEmpty()) {
      return;
    }
    store.add(Anchor.signed(clock.instant(), grown, key).json());
    grown.forEach(head -> anchored.put(head.lane(), head));
  }
}
