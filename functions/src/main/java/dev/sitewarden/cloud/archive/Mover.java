package dev.sitewarden.cloud.archive;

import dev.sitewarden.cloud.audit.AuditAction;
import dev.sitewarden.cloud.audit.AuditEvent;
import dev.sitewarden.cloud.audit.AuditLog;
import dev.sitewarden.cloud.chore.Blocking;
import dev.sitewarden.cloud.chore.Chore;
import dev.sitewarden.cloud.media.BlobStore;
import dev.sitewarden.cloud.sql.Sql;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Copies recordings to the archive tier, oldest first. The copy comes before the row that says so:
 * who dies in between copies once more, onto the same name.
 */
@Singleton
class Mover implements Chore {
  private static final Logger LOG = Logger.getLogger(Mover.class);
  private static final int AT_ONCE = 50;
  private static final String WAITING =
      Recording.COLUMNS
          + """
            where t.archived_at is null and t.gone_at is null
              and (t.refused_at is null or t.refused_at < :again)
            order by t.refused is not null, t.from_at, t.id
            """;
  private static final String DONE =
      """
      update recording_tier set archived_at = :at, refused = null, refused_at = null
      where device = :device and id = :id and gone_at is null
      """;
  private static final String UNWANTED =
      """
      insert into leftover_file (path, in_archive) values (:path, true) on conflict do nothing
      """;
  private static final String REFUSED =
      """
      update recording_tier set refused = :why, refused_at = :at
      where device = :device and id = :id
      """;
  private static final int LONGEST_REASON = 200;

  /** Each look at one that was refused reads all of it, perhaps from far away. */
  private static final Duration REFUSED_REST = Duration.ofMinutes(10);

  private final BlobStore media;
  private final ArchiveStore archive;
  private final AuditLog audit;
  private final InstantSource clock;

  Mover(BlobStore media, ArchiveStore archive, AuditLog audit, InstantSource clock) {
    this.media = media;
    this.archive = archive;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public Rhythm rhythm() {
    return Rhythm.FILES; // a camera makes a segment a minute
  }

  @Override
  public Uni<Void> run() {
    return moveWaiting();
  }

  /** Moves what waits, some at once. */
  Uni<Void> moveWaiting() {
    return WaitingRows.inTurn(
        Sql.of(WAITING).with("again", clock.instant().minus(REFUSED_REST)),
        AT_ONCE,
        row -> move(Recording.of(row)));
  }

  /** One that cannot be copied does not hold up the others. */
  Uni<Void> move(Recording recording) {
    return Blocking.call(() -> copy(recording))
        .flatMap(
            refused ->
                refused.isEmpty() ? done(recording) : refused(recording, refused.orElseThrow()));
  }

  private Optional<String> copy(Recording recording) {
    try {
      Optional<InputStream> blob = media.open(recording.path());
      if (blob.isEmpty()) {
        return Optional.of("it is not in the media tier");
      }
      try (InputStream content = blob.orElseThrow()) {
        archive.store(content, recording);
      }
      return Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      LOG.warnf("recording %s is not archived: %s", recording.path(), e.getMessage());
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private Uni<Void> done(Recording recording) {
    return Panache.withTransaction(
        () ->
            Sql.of(DONE)
                .with("device", recording.device())
                .with("id", recording.id())
                .with("at", clock.instant())
                .execute()
                .flatMap(
                    done ->
                        done == 1
                            ? audit.append(List.of(archived(recording)))
                            : unwanted(recording)));
  }

  /** Retention has given it up meanwhile, and may have deleted the copy before it was there. */
  private static Uni<Void> unwanted(Recording recording) {
    return Sql.of(UNWANTED).with("path", recording.path()).execute().replaceWithVoid();
  }

  private AuditEvent archived(Recording recording) {
    return AuditEvent.ofCamera(
        clock.instant(),
        "",
        AuditAction.RECORDING_ARCHIVED,
        recording.id().toString(),
        recording.device(),
        recording.camera(),
        recording.sha256());
  }

  private Uni<Void> refused(Recording recording, String why) {
    return Panache.withTransaction(
        () ->
            Sql.of(REFUSED)
                .with("device", recording.device())
                .with("id", recording.id())
                .with("at", clock.instant())
                .with("why", why.substring(0, Math.min(LONGEST_REASON, why.length())))
                .execute()
                .replaceWithVoid());
  }
}
