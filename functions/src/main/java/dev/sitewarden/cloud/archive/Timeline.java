package dev.sitewarden.cloud.archive;

import dev.sitewarden.cloud.incident.IncidentEntity;
import dev.sitewarden.domain.incident.Evidence;
import dev.sitewarden.domain.incident.IncidentState;
import dev.sitewarden.domain.site.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What a camera recorded, and what happened before it, of some hours.
 *
 * @param incidents oldest first
 * @param incidentsCutAt from when on incidents are missing, because there are too many to be shown
 */
record Timeline(
    String device,
    String camera,
    Instant since,
    Instant until,
    List<Part> recordings,
    List<Mark> incidents,
    Optional<Instant> incidentsCutAt) {
  Timeline {
    recordings = List.copyOf(recordings);
    incidents = List.copyOf(incidents);
  }

  /**
   * A recording.
   *
   * @param tier {@code media}, {@code archive}, or {@code gone}
   */
  record Part(
      UUID id, Instant from, Instant to, long bytes, String sha256, String tier, String url) {
    static Part of(Recording one) {
      String tier = one.archivedAt().isPresent() ? "archive" : "media";
      return new Part(
          one.id(),
          one.from(),
          one.to(),
          one.bytes(),
          one.sha256(),
          one.isGone() ? "gone" : tier,
          one.url());
    }

    /** Whether retention has dropped it from both tiers. */
    boolean isGone() {
      return tier.equals("gone");
    }
  }

  /**
   * An incident, with the detection that it is about.
   *
   * @param hasDetections whether all that was seen around it can be asked for
   */
  record Mark(
      UUID id,
      Instant capturedAt,
      Severity severity,
      IncidentState state,
      String zone,
      String label,
      double score,
      boolean hasDetections) {
    static Mark of(IncidentEntity incident) {
      return new Mark(
          incident.id(),
          incident.capturedAt(),
          incident.severity(),
          incident.state(),
          incident.zone().name(),
          incident.subject().label().value(),
          incident.subject().score(),
          incident.evidence(Evidence.Kind.DETECTIONS).isPresent());
    }
  }
}
