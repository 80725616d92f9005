package dev.sitewarden.cloud.ingest;

import dev.sitewarden.cloud.audit.AuditAction;
import dev.sitewarden.cloud.audit.AuditEvent;
import dev.sitewarden.cloud.audit.AuditLog;
import dev.sitewarden.cloud.problem.ProblemException;
import dev.sitewarden.cloud.rights.Duty;
import dev.sitewarden.cloud.rights.Sight;
import dev.sitewarden.cloud.rights.Viewer;
import dev.sitewarden.cloud.sql.Sql;
import dev.sitewarden.domain.model.Digest;
import dev.sitewarden.domain.wire.CloudEventCodec;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Keeps what could not be applied, with the reason, for a person to look at. The same body from the
 * same device is one row, so that a sender that repeats itself fills nothing.
 */
@Singleton
final class DeadLetters {
  /** The most of a body that is kept: a message that is not too long is kept whole. */
  static final int KEPT_BYTES = CloudEventCodec.MAX_BYTES;

  private static final int KEPT_REASON = 500;
  private static final int KEPT_DEVICE = 64;
  private static final String KEEP =
      """
      insert into dead_letter
        (digest, device, code, reason, body, body_bytes, times, first_at, last_at)
      values (:digest, :device, :code, :reason, :body, :length, 1, :at, :at)
      on conflict (digest) do update
        set times = dead_letter.times + 1, last_at = excluded.last_at,
            code = excluded.code, reason = excluded.reason, replayed_at = null, replayed_by = null
      """;
  private static final String REPLAYED =
      "update dead_letter set replayed_at = :at, replayed_by = :by where digest = :digest";
  private static final String PAGE =
      """
      from DeadLetterEntity letter
      where (:code = '' or code = :code) and (:device = '' or device = :device)
        and (lastAt < :at or (lastAt = :at and digest < :digest)) and
      """
          + Sight.deviceCondition("letter")
          + "order by lastAt desc, digest desc";
  private static final String ONE =
      "from DeadLetterEntity letter where digest = :digest and " + Sight.deviceCondition("letter");

  private final AuditLog audit;
  private final Viewer viewer;

  DeadLetters(AuditLog audit, Viewer viewer) {
    this.audit = audit;
    this.viewer = viewer;
  }

  /** Keeps one inside the caller's transaction. */
  Uni<Void> keep(HubEvent event, String code, String reason, Instant at) {
    byte[] body = event.body().getBytes(StandardCharsets.UTF_8);
    String device = printable(event.device().orElse(""), KEPT_DEVICE);
    byte[] identity = (device + "\n" + event.body()).getBytes(StandardCharsets.UTF_8);
    return Sql.of(KEEP)
        .with("digest", Digest.of(identity).sha256())
        .with("device", device)
        .with("code", code)
        .with("reason", printable(reason, KEPT_REASON))
        .with("body", Arrays.copyOf(body, Math.min(body.length, KEPT_BYTES)))
        .with("length", body.length)
        .with("at", at)
        .execute()
        .replaceWithVoid();
  }

  /**
   * Those after the cursor that the viewer sees, newest first; an empty code or device means all. A
   * letter may be about any camera of its device, so it is seen by whoever sees all of them.
   */
  Uni<List<DeadLetterEntity>> page(String code, String device, DeadLetterCursor before, int limit) {
    return Panache.withSession(
        () ->
            query(PAGE)
                .flatMap(
                    query ->
                        query
                            .setParameter("code", code)
                            .setParameter("device", device)
                            .setParameter("at", before.lastAt())
                            .setParameter("digest", before.digest())
                            .setMaxResults(limit)
                            .getResultList()));
  }

  private Uni<Mutiny.SelectionQuery<DeadLetterEntity>> query(String hql) {
    return viewer
        .sight(Duty.MEND)
        .flatMap(
            sight ->
                Panache.getSession()
                    .map(
                        session ->
                            sight.bindDevices(
                                session.createSelectionQuery(hql, DeadLetterEntity.class))));
  }

  /** One that the viewer sees; a problem with the code dead-letter-unknown if there is none. */
  Uni<DeadLetterEntity> get(String digest) {
    return Panache.withSession(
        () ->
            query(ONE)
                .flatMap(query -> query.setParameter("digest", digest).getSingleResultOrNull())
                .onItem()
                .ifNull()
                .failWith(
                    () ->
                        ProblemException.notFound(
                            "dead-letter-unknown",
                            "There is no such dead letter, or not any more.")));
  }

  /** Notes that it had its effect after all. */
  Uni<Void> replayed(String digest, Instant at, String by) {
    return Panache.withTransaction(
        () ->
            Sql.of(REPLAYED)
                .with("at", at)
                .with("by", by)
                .with("digest", digest)
                .execute()
                .chain(() -> audit.append(List.of(replayed(at, by, digest)))));
  }

  private static AuditEvent replayed(Instant at, String by, String digest) {
    return AuditEvent.of(at, by, AuditAction.DEAD_LETTER_REPLAYED, digest, "had its effect");
  }

  /** Reasons quote what devices sent; PostgreSQL takes no zero bytes in text. */
  private static String printable(String text, int limit) {
    String clean = text.replaceAll("\\p{Cntrl}", "\uFFFD");
    return clean.length() <= limit ? clean : clean.substring(0, limit - 3) + "...";
  }
}
