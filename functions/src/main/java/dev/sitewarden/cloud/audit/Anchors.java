package dev.sitewarden.cloud.audit;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Writes down, outside the database, how far the chains have come. Without it nobody could tell a
 * log whose newest records were cut off from one that never had them.
 */
@Singleton
class Anchors {
  private static final Logger LOG = Logger.getLogger(Anchors.class);

  private final AuditRecords records;
  private final AuditKey key;
  private final Path file;
  private final InstantSource clock;
  private List<ChainHead> anchored = List.of();

  Anchors(AuditRecords records, AuditKey key, AuditConfig config, InstantSource clock) {
    this.records = records;
    this.key = key;
    this.file = config.anchorsFile();
    this.clock = clock;
  }

  /** Runs by itself; writes nothing if nothing was appended. */
  @Scheduled(
      every = "${cloud.audit.anchor-every:1m}",
      delayed = "${cloud.audit.anchor-every:1m}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> anchor() {
    return anchorNow()
        .onFailure()
        .invoke(failure -> LOG.warnf("the audit log is not anchored: %s", failure.getMessage()))
        .onFailure()
        .recoverWithNull();
  }

  /** Anchors the chains as they are. */
  Uni<Void> anchorNow() {
    return Panache.withSession(records::heads)
        .emitOn(Infrastructure.getDefaultWorkerPool())
        .invoke(this::write)
        .replaceWithVoid();
  }

  private synchronized void write(List<ChainHead> heads) {
    if (heads.equals(anchored)) {
      return;
    }
    String line = Anchor.signed(clock.instant(), heads, key).json() + "\n";
    try (FileChannel out =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
      out.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
      out.force(true);
    } catch (IOException e) {
      throw new UncheckedIOException("writing the anchor to %s failed".formatted(file), e);
    }
    anchored = heads;
  }

  /** All anchors, oldest first. */
  synchronized List<Anchor> all() {
    if (!Files.exists(file)) {
      return List.of();
    }
    try {
      return Files.readAllLines(file).stream().map(Anchor::parse).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("reading the anchors in %s failed".formatted(file), e);
    }
  }
}
