package dev.sitewarden.cloud.incident;

import dev.sitewarden.domain.incident.IncidentChange;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A line of an incident's timeline: written once, never changed. */
@Entity
@Table(name = "incident_change")
class TimelineEntity {
  @Id
  @GeneratedValue
  @SequenceGenerator(sequenceName = "incident_change_seq", allocationSize = 50)
  @Nullable Long id;

  UUID incidentId;
  Instant at;

  /** A user or a device; null for Sitewarden itself. */
  @Nullable String actor;

  @Enumerated(EnumType.STRING)
  TimelineKind kind;

  String text;

  /** For Hibernate alone, which fills every column. */
  @SuppressWarnings("NullAway.Init")
  protected TimelineEntity() {}

  private TimelineEntity(
      IncidentEntity incident, Instant at, @Nullable String actor, TimelineKind kind, String text) {
    this.incidentId = incident.id;
    this.at = at;
    this.actor = actor;
    this.kind = kind;
    this.text = text;
  }

  static TimelineEntity opened(IncidentEntity incident) {
    return new TimelineEntity(
        incident, incident.capturedAt, incident.device, TimelineKind.OPENED, "");
  }

  static TimelineEntity received(IncidentEntity incident) {
    return new TimelineEntity(incident, incident.receivedAt, null, TimelineKind.RECEIVED, "");
  }

  static TimelineEntity notified(IncidentEntity incident, Instant at, String recipient) {
    return new TimelineEntity(incident, at, null, TimelineKind.NOTIFIED, "to " + recipient);
  }

  static TimelineEntity changed(IncidentEntity incident, IncidentChange change) {
    return switch (change) {
      case IncidentChange.Ended(var at) ->
          new TimelineEntity(incident, at, incident.device, TimelineKind.ENDED, "");
      case IncidentChange.Updated updated ->
          new TimelineEntity(
              incident, updated.at(), incident.device, TimelineKind.UPDATED, text(updated));
      case IncidentChange.EvidenceStored(var at, var evidence) ->
          new TimelineEntity(
              incident,
              at,
              incident.device,
              TimelineKind.EVIDENCE_STORED,
              evidence.kind().name().toLowerCase(Locale.ROOT));
      case IncidentChange.Acknowledged(var at, var by) ->
          new TimelineEntity(incident, at, by, TimelineKind.ACKNOWLEDGED, "");
      case IncidentChange.Resolved(var at, var by, var verdict, var comment) ->
          new TimelineEntity(
              incident,
              at,
              by,
              TimelineKind.RESOLVED,
              comment.isBlank() ? verdict.name() : verdict + ": " + comment);
      case IncidentChange.Reopened(var at, var by, var reason) ->
          new TimelineEntity(incident, at, by, TimelineKind.REOPENED, reason);
    };
  }

  private static String text(IncidentChange.Updated updated) {
    return String.format(
        Locale.ROOT,
        "%s, %d in the zone, %s %.2f",
        updated.severity().name().toLowerCase(Locale.ROOT),
        updated.objects(),
        updated.subject().label(),
        updated.subject().score());
  }
}
