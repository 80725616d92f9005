package dev.sitewarden.cloud.archive;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/**
 * A segment of a camera's continuous recording.
 *
 * @param archivedAt when it was copied to the archive tier
 * @param isGone whether retention has dropped it from both tiers
 */
record Recording(
    String device,
    UUID id,
    String camera,
    Instant from,
    Instant to,
    String path,
    long bytes,
    String sha256,
    Optional<Instant> archivedAt,
    boolean isGone) {

  /** Columns in the order that {@link #of} reads, of {@code recording r} and its tier {@code t}. */
  static final String COLUMNS =
      """
      select r.device, r.id, r.camera, r.from_at, r.to_at, r.path, r.bytes, r.sha256,
        t.archived_at, t.gone_at is not null
      from recording r left join recording_tier t on t.device = r.device and t.id = r.id
      """;

  static Recording of(Object[] row) {
    return new Recording(
        String.valueOf(row[0]),
        (UUID) row[1],
        String.valueOf(row[2]),
        instant(row[3]),
        instant(row[4]),
        String.valueOf(row[5]),
        ((Number) row[6]).longValue(),
        String.valueOf(row[7]),
        Optional.ofNullable(row[8]).map(Recording::instant),
        (Boolean) row[9]);
  }

  private static Instant instant(Object value) {
    return value instanceof OffsetDateTime time ? time.toInstant() : (Instant) value;
  }

  /** Where it is played. */
  String url() {
    return "/api/v1/recordings/%s/%s".formatted(device, id);
  }
}
