package dev.sitewarden.cloud.incident;

import dev.sitewarden.domain.incident.Evidence;
import dev.sitewarden.domain.incident.IncidentState;
import dev.sitewarden.domain.incident.Verdict;
import dev.sitewarden.domain.site.Severity;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * An incident as lists show it.
 *
 * @param version what a decision about it as it is shown here names in {@code If-Match}, in quotes
 * @param thumbnailUrl the snapshot made small; devices that do not know it yet store none
 * @param cursor where the page of those that are older begins, for who shows a part of what he got
 */
@RegisterForReflection
record IncidentSummary(
    UUID id,
    String version,
    String site,
    String device,
    String camera,
    String zoneName,
    String rule,
    String label,
    Severity severity,
    IncidentState state,
    Instant capturedAt,
    Optional<Instant> endedAt,
    Optional<String> snapshotUrl,
    Optional<String> thumbnailUrl,
    Optional<Instant> notifiedAt,
    Instant changedAt,
    Optional<Verdict> verdict,
    Optional<String> assignedTo,
    Optional<UUID> partOf,
    int escalations,
    String cursor) {

  static IncidentSummary of(IncidentEntity row) {
    return new IncidentSummary(
        row.id,
        IncidentTag.of(row).header().getValue(),
        row.site,
        row.device,
        row.camera,
        row.zone.name(),
        row.rule,
        row.subject.label(),
        row.severity,
        row.state,
        row.capturedAt,
        Optional.ofNullable(row.endedAt),
        url(row, Evidence.Kind.SNAPSHOT),
        url(row, Evidence.Kind.THUMBNAIL),
        Optional.ofNullable(row.notifiedAt),
        row.changedAt,
        Optional.ofNullable(row.verdict),
        Optional.ofNullable(row.assignedTo),
        Optional.ofNullable(row.partOf),
        row.escalations,
        PageCursor.at(row).text());
  }

  /** Where a piece of evidence is read, once the device has stored it and while it is kept. */
  static Optional<String> url(IncidentEntity row, Evidence.Kind kind) {
    String name = kind.name().toLowerCase(Locale.ROOT);
    return row.file(kind)
        .filter(file -> row.evidenceGoneAt().isEmpty())
        .map(file -> "/api/v1/incidents/%s/evidence/%s".formatted(row.id, name));
  }
}
