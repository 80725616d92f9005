package dev.sitewarden.cloud.archive;

import dev.sitewarden.cloud.audit.AuditAction;
import dev.sitewarden.cloud.audit.AuditEvent;
import dev.sitewarden.cloud.audit.AuditLog;
import dev.sitewarden.cloud.chore.Chore;
import dev.sitewarden.cloud.sql.AdvisoryLock;
import dev.sitewarden.cloud.sql.Sql;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Drops what is too old: recordings from the media tier once the archive has them, then from both,
 * the files of incidents, and frames to learn from. Nothing of a time on legal hold. A file is
 * given up in one transaction with the audit record, and deleted after it.
 */
@Singleton
class Retention implements Chore {
  private static final int AT_ONCE = 100;
  private static final String OLD_RECORDINGS =
      """
      with due as (
        select r.device, r.id, r.camera, r.path
        from recording_tier t join recording r on r.device = t.device and r.id = t.id
        where t.gone_at is null and t.to_at < :before %s
          and not exists (select 1 from legal_hold h where h.device = r.device and h.camera = r.camera
            and h.released_at is null and h.from_at < r.to_at and h.to_at > r.from_at)
        order by t.to_at, t.id limit :most),
      """;
  private static final String LEAVES_BOTH =
      OLD_RECORDINGS.formatted("")
          + """
            marked as (
              update recording_tier t
              set media_until = cast(:at as timestamptz), gone_at = cast(:at as timestamptz)
              from due where t.device = due.device and t.id = due.id),
            given_up as (
              insert into leftover_file (path, in_archive)
                select path, in_archive from due, (values (false), (true)) as tier (in_archive)
              on conflict do nothing)
            select cast(id as text), device, camera from due
            """;
  private static final String LEAVES_MEDIA =
      OLD_RECORDINGS.formatted("and t.archived_at is not null and t.media_until is null")
          + """
            marked as (
              update recording_tier t set media_until = cast(:at as timestamptz)
              from due where t.device = due.device and t.id = due.id),
            given_up as (
              insert into leftover_file (path, in_archive) select path, false from due
              on conflict do nothing)
            select cast(id as text), device, camera from due
            """;

  /**
   * A clip shows more than the instant of its incident. It begins at a key frame that the edge's
   * ring still has, which is ten minutes of a usual camera at most (16,384 packets, {@code
   * edge.capture.PacketRing}), and ends five seconds after the incident and a late packet ({@code
   * edge.media.MediaConfig}, {@code EvidenceMaker}): a minute at most. More than that is held
   * rather than less.
   */
  private static final String NOT_HELD =
      """
      not exists (select 1 from legal_hold h where h.device = i.device and h.camera = i.camera
        and h.released_at is null
        and h.from_at <= greatest(i.captured_at, i.ended_at) + interval '1 minute'
        and h.to_at >= i.captured_at - interval '10 minutes')
      """;

  /** An incident that is being changed is waited for: what comes after this is late evidence. */
  private static final String EVIDENCE =
      """
      with due as (
        select i.id, i.device, i.camera, i.snapshot_path, i.clip_path, i.detections_path,
          i.thumbnail_path
        from incident i
        where i.evidence_gone_at is null and i.captured_at < :before and
      """
          + NOT_HELD
          + """
        order by i.captured_at, i.id limit :most for no key update of i),
      marked as (
        update incident i set evidence_gone_at = cast(:at as timestamptz) from due where i.id = due.id),
      given_up as (
        insert into leftover_file (path, in_archive)
          select path, false
          from due,
            unnest(array[snapshot_path, clip_path, detections_path, thumbnail_path]) as file (path)
          where path is not null
        on conflict do nothing)
      select cast(id as text), device, camera from due
      """;

  /**
   * Whatever is some incident's evidence stays, should a device ever have named such a path; all
   * that a device has is looked through only if there is something to give up.
   */
  private static final String THEIR_EVIDENCE =
      """
      evidence as (
        select distinct kept.path from incident i,
          unnest(array[i.snapshot_path, i.clip_path, i.detections_path, i.thumbnail_path])
            as kept (path)
        where i.device in (select device from due) and i.evidence_gone_at is null
          and kept.path in (select path from due)),
      """;

  /** Their files are left over from now on, to be deleted, but for those that are evidence. */
  private static final String LEFT_OVER =
      """
      given_up as (
        insert into leftover_file (path, in_archive)
          select path, false from due
          where path not in (select path from evidence)
        on conflict do nothing)
      select cast(id as text), device, camera from due
      where path not in (select path from evidence)
      """;

  /** What was refused, or came after the evidence was dropped. */
  private static final String REFUSED =
      """
      with due as materialized (
        select i.id, i.device, i.camera, f.path
        from refused_file f join incident i on i.id = f.incident_id
        where f.gone_at is null and i.captured_at < :before and
      """
          + NOT_HELD
          + """
        order by i.captured_at, i.id, f.path limit :most),
      """
          + THEIR_EVIDENCE
          + """
      marked as (
        update refused_file f set gone_at = cast(:at as timestamptz)
        from due where f.incident_id = due.id and f.path = due.path),
      """
          + LEFT_OVER;

  /** Frames to learn from; what was said of them stays. */
  private static final String SAMPLES =
      """
      with due as materialized (
        select s.device, s.id, s.camera, s.path
        from sampled_frame s
        where s.gone_at is null and s.captured_at < :before
          and not exists (select 1 from legal_hold h where h.device = s.device and h.camera = s.camera
            and h.released_at is null and h.from_at <= s.captured_at and h.to_at >= s.captured_at)
        order by s.captured_at, s.id limit :most),
      """
          + THEIR_EVIDENCE
          + """
      marked as (
        update sampled_frame s set gone_at = cast(:at as timestamptz)
        from due where s.device = due.device and s.id = due.id),
      """
          + LEFT_OVER;

  private final ArchiveConfig config;
  private final LeftoverFiles leftovers;
  private final AuditLog audit;
  private final InstantSource clock;

  Retention(ArchiveConfig config, LeftoverFiles leftovers, AuditLog audit, InstantSource clock) {
    this.config = config;
    this.leftovers = leftovers;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public Rhythm rhythm() {
    return Rhythm.FILES; // a camera makes a segment a minute
  }

  /** Drops what is due, some of each kind at once, and what an earlier round left. */
  @Override
  public Uni<Void> run() {
    return giveUp(LEAVES_BOTH, config.keepRecordings(), "from both tiers")
        .chain(() -> giveUp(LEAVES_MEDIA, config.keepInMedia(), "from the media tier"))
        .chain(() -> giveUp(EVIDENCE, config.keepEvidence(), "evidence of an incident"))
        .chain(
            () -> giveUp(REFUSED, config.keepEvidence(), "a refused or late file of an incident"))
        .chain(() -> giveUp(SAMPLES, config.keepSamples(), "a frame to learn from"))
        .chain(leftovers::delete);
  }

  private Uni<Void> giveUp(String statement, Duration kept, String what) {
    Instant now = clock.instant();
    return Panache.withTransaction(
        () ->
            AdvisoryLock.HOLDS
                .take()
                .chain(() -> giveUp(statement, now, kept))
                .map(rows -> rows.stream().map(row -> dropped(row, now, what)).toList())
                .flatMap(audit::append));
  }

  private static Uni<List<Object[]>> giveUp(String statement, Instant now, Duration kept) {
    return Sql.of(statement)
        .with("before", now.minus(kept))
        .with("at", now)
        .with("most", AT_ONCE)
        .list(Object[].class);
  }

  private static AuditEvent dropped(Object[] row, Instant now, String what) {
    return AuditEvent.ofCamera(
        now,
        "",
        AuditAction.RECORDING_DELETED,
        String.valueOf(row[0]),
        String.valueOf(row[1]),
        String.valueOf(row[2]),
        what);
  }
}
