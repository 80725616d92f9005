package dev.sitewarden.cloud.archive;

import dev.sitewarden.cloud.audit.AuditAction;
import dev.sitewarden.cloud.audit.AuditEvent;
import dev.sitewarden.cloud.audit.AuditLog;
import dev.sitewarden.cloud.chore.Chore;
import dev.sitewarden.cloud.media.BlobFolder;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/**
 * Drops what is too old: recordings from the media tier once the archive has them, then from both,
 * and the files of incidents. Nothing of a time on legal hold. The row that says so comes before
 * the file goes, in one transaction with the audit record.
 */
@Singleton
class Retention implements Chore {
  private static final Logger LOG = Logger.getLogger(Retention.class);
  private static final int AT_ONCE = 100;
  private static final String NOT_HELD =
      """
      not exists (select 1 from legal_hold h where h.device = r.device and h.camera = r.camera
        and h.released_at is null and h.from_at < r.to_at and h.to_at > r.from_at)
      order by r.from_at, r.id
      """;
  private static final String LEAVES_MEDIA =
      Recording.COLUMNS
          + "where t.archived_at is not null and t.media_until is null and t.gone_at is null"
          + " and r.to_at < :before and "
          + NOT_HELD;
  private static final String GOES =
      Recording.COLUMNS + "where t.gone_at is null and r.to_at < :before and " + NOT_HELD;
  private static final String MARK =
      """
      insert into recording_tier (device, id, media_until, gone_at)
        values (:device, :id, :at, case when :isGone then cast(:at as timestamptz) end)
      on conflict (device, id) do update
        set media_until = excluded.media_until, gone_at = excluded.gone_at
      """;
  private static final String EVIDENCE =
      """
      select cast(i.id as text), i.device, i.camera,
        coalesce(i.snapshot_path, ''), coalesce(i.clip_path, ''), coalesce(i.detections_path, '')
      from incident i
      where i.captured_at < :before
        and not exists (select 1 from evidence_gone gone where gone.incident_id = i.id)
        and not exists (select 1 from legal_hold h where h.device = i.device and h.camera = i.camera
          and h.released_at is null and h.from_at <= i.captured_at and h.to_at >= i.captured_at)
      order by i.captured_at, i.id
      """;
  private static final String EVIDENCE_GONE =
      "insert into evidence_gone (incident_id, gone_at) values (cast(:id as uuid), :at)";

  private final ArchiveConfig config;
  private final BlobFolder media;
  private final ArchiveFolder archive;
  private final AuditLog audit;
  private final InstantSource clock;

  Retention(
      ArchiveConfig config,
      BlobFolder media,
      ArchiveFolder archive,
      AuditLog audit,
      InstantSource clock) {
    this.config = config;
    this.media = media;
    this.archive = archive;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public Rhythm rhythm() {
    return Rhythm.OFTEN; // a camera makes a segment a minute
  }

  @Override
  public Uni<Void> run() {
    return drop()
        .onFailure()
        .invoke(failure -> LOG.warnf("what is too old stays for now: %s", failure.getMessage()));
  }

  /** Drops what is due, some of each kind at once. */
  Uni<Void> drop() {
    return due(GOES, config.keepRecordings())
        .flatMap(rows -> each(rows, row -> dropRecording(Recording.of(row), true)))
        .chain(() -> due(LEAVES_MEDIA, config.keepInMedia()))
        .flatMap(rows -> each(rows, row -> dropRecording(Recording.of(row), false)))
        .chain(() -> due(EVIDENCE, config.keepEvidence()))
        .flatMap(rows -> each(rows, this::dropEvidence));
  }

  private Uni<List<Object[]>> due(String query, Duration kept) {
    Instant before = clock.instant().minus(kept);
    return Panache.withSession(
        () ->
            Panache.getSession()
                .flatMap(
                    session ->
                        session
                            .createNativeQuery(query, Object[].class)
                            .setParameter("before", before)
                            .setMaxResults(AT_ONCE)
                            .getResultList()));
  }

  private static Uni<Void> each(
      List<Object[]> rows, java.util.function.Function<Object[], Uni<Void>> step) {
    return Multi.createFrom()
        .iterable(rows)
        .onItem()
        .transformToUniAndConcatenate(row -> step.apply(row))
        .collect()
        .last()
        .replaceWithVoid();
  }

  private Uni<Void> dropRecording(Recording recording, boolean isGone) {
    return Panache.withTransaction(
            () ->
                Panache.getSession()
                    .flatMap(session -> mark(session, recording, isGone))
                    .chain(
                        () ->
                            audit.append(
                                List.of(
                                    dropped(
                                        recording.id().toString(),
                                        recording.device(),
                                        recording.camera(),
                                        isGone ? "from both tiers" : "from the media tier")))))
        .chain(
            () ->
                onWorker(
                    () -> {
                      media.delete(recording.path());
                      if (isGone) {
                        archive.delete(recording.path());
                      }
                      return true;
                    }));
  }

  private Uni<Integer> mark(Mutiny.Session session, Recording recording, boolean isGone) {
    return session
        .createNativeQuery(MARK)
        .setParameter("device", recording.device())
        .setParameter("id", recording.id())
        .setParameter("at", clock.instant())
        .setParameter("isGone", isGone)
        .executeUpdate();
  }

  private Uni<Void> dropEvidence(Object[] row) {
    String incident = String.valueOf(row[0]);
    AuditEvent event =
        dropped(
            incident, String.valueOf(row[1]), String.valueOf(row[2]), "evidence of an incident");
    return Panache.withTransaction(
            () ->
                Panache.getSession()
                    .flatMap(
                        session ->
                            session
                                .createNativeQuery(EVIDENCE_GONE)
                                .setParameter("id", incident)
                                .setParameter("at", clock.instant())
                                .executeUpdate())
                    .chain(() -> audit.append(List.of(event))))
        .chain(
            () ->
                onWorker(
                    () -> {
                      for (int i = 3; i < row.length; i++) {
                        media.delete(String.valueOf(row[i]));
                      }
                      return true;
                    }));
  }

  private AuditEvent dropped(String subject, String device, String camera, String what) {
    return AuditEvent.ofCamera(
        clock.instant(), "", AuditAction.RECORDING_DELETED, subject, device, camera, what);
  }

  private static Uni<Void> onWorker(Callable<Boolean> work) {
    Context context = Vertx.currentContext();
    return Uni.createFrom()
        .completionStage(() -> context.executeBlocking(work).toCompletionStage())
        .onFailure(IOException.class)
        .invoke(failure -> LOG.warnf("a file that is too old stays: %s", failure.getMessage()))
        .onFailure(IOException.class)
        .recoverWithNull()
        .replaceWithVoid();
  }
}
