package dev.sitewarden.cloud.archive;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A segment of a camera's continuous recording.
 *
 * @param site where its device stands now, if anybody said so
 * @param archivedAt when it was copied to the archive tier
 * @param isInMedia whether the media tier has it, as far as retention goes
 * @param isGone whether retention has dropped it from both tiers
 */
public record Recording(
    String device,
    UUID id,
    String camera,
    Optional<String> site,
    Instant from,
    Instant to,
    String path,
    long bytes,
    String sha256,
    Optional<Instant> archivedAt,
    boolean isInMedia,
    boolean isGone) {

  /** Columns in the order that {@link #of} reads, of {@code recording r} and its tier {@code t}. */
  static final String COLUMNS =
      """
      select r.device, r.id, r.camera, r.from_at, r.to_at, r.path, r.bytes, r.sha256,
        t.archived_at, t.media_until is null, t.gone_at is not null, s.site
      from recording r join recording_tier t on t.device = r.device and t.id = r.id
        left join device_site s on s.device = r.device
      """;

  static Recording of(Object[] row) {
    return new Recording(
        String.valueOf(row[0]),
        (UUID) row[1],
        String.valueOf(row[2]),
        Optional.ofNullable(row[11]).map(String::valueOf),
        instant(row[3]),
        instant(row[4]),
        String.valueOf(row[5]),
        ((Number) row[6]).longValue(),
        String.valueOf(row[7]),
        Optional.ofNullable(row[8]).map(Recording::instant),
        (Boolean) row[9],
        (Boolean) row[10]);
  }

  private static Instant instant(Object value) {
    return value instanceof OffsetDateTime time ? time.toInstant() : (Instant) value;
  }

  /**
   * What its copy in the archive says of it, so that the archive can be read without any database:
   * names that are identifiers in small letters, values of printable ASCII.
   */
  public Map<String, String> facts() {
    Map<String, String> facts = new TreeMap<>();
    facts.put("device", device);
    facts.put("camera", camera);
    site.ifPresent(known -> facts.put("site", known));
    facts.put("from", from.toString());
    facts.put("to", to.toString());
    facts.put("bytes", String.valueOf(bytes));
    facts.put("sha256", sha256);
    return facts;
  }

  /** Where it is played. */
  String url() {
    return "/api/v1/recordings/%s/%s".formatted(device, id);
  }
}
