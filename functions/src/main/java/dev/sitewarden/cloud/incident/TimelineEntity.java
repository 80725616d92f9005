package dev.sitewarden.cloud.incident;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sitewarden.cloud.audit.AuditAction;
import dev.sitewarden.cloud.audit.AuditEvent;
import dev.sitewarden.cloud.audit.StoredFile;
import dev.sitewarden.domain.incident.Evidence;
import dev.sitewarden.domain.incident.IncidentChange;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A line of an incident's timeline: written once by {@link Timeline}, never changed. */
@Entity
@Immutable
@Table(name = "incident_change")
class TimelineEntity {
  /** The database counts; null until the line is written. */
  @Id @Nullable Long id;

  UUID incidentId;
  Instant at;

  /** A user or a device; null for Sitewarden itself. */
  @Nullable String actor;

  @Enumerated(EnumType.STRING)
  TimelineKind kind;

  String text;

  /** Of a line that says why nobody was told: a {@link WhyNot}. */
  @Nullable String whyNot;

  /** What the audit log notes of it, if that is more than its text; known while it is written. */
  @Transient private String noted = "";

  /** For Hibernate alone, which fills every column. */
  @SuppressWarnings("NullAway.Init")
  protected TimelineEntity() {}

  private TimelineEntity(
      IncidentEntity incident, Instant at, @Nullable String actor, TimelineKind kind, String text) {
    this(incident.id, at, actor, kind, text);
  }

  private TimelineEntity(
      UUID incident, Instant at, @Nullable String actor, TimelineKind kind, String text) {
    this.incidentId = incident;
    this.at = at;
    this.actor = actor;
    this.kind = kind;
    this.text = text;
  }

  private static TimelineEntity opened(IncidentEntity incident) {
    return new TimelineEntity(
        incident, incident.capturedAt, incident.device, TimelineKind.OPENED, "");
  }

  private static TimelineEntity received(IncidentEntity incident) {
    return new TimelineEntity(incident, incident.receivedAt, null, TimelineKind.RECEIVED, "");
  }

  /** The lines of a new incident; a repeat has one in its situation's timeline, too. */
  static List<TimelineEntity> opening(IncidentEntity incident) {
    List<TimelineEntity> lines = new ArrayList<>(List.of(opened(incident), received(incident)));
    if (incident.isRepeat()) {
      lines.add(repeated(incident.situation(), incident));
    }
    return lines;
  }

  static TimelineEntity of(Notice notice) {
    TimelineEntity line =
        new TimelineEntity(notice.incident(), notice.at(), null, notice.kind(), notice.words());
    line.whyNot = notice.whyNot().map(JsonColumn::write).orElse(null);
    return line;
  }

  static TimelineEntity changed(IncidentEntity incident, IncidentChange change) {
    return switch (change) {
      case IncidentChange.Ended(var at) ->
          new TimelineEntity(incident, at, incident.device, TimelineKind.ENDED, "");
      case IncidentChange.Updated updated ->
          new TimelineEntity(
              incident, updated.at(), incident.device, TimelineKind.UPDATED, text(updated));
      case IncidentChange.EvidenceStored(var at, var evidence) -> stored(incident, at, evidence);
      case IncidentChange.Acknowledged acknowledged -> acknowledged(incident, acknowledged);
      case IncidentChange.Resolved(var at, var by, var verdict, var comment) ->
          new TimelineEntity(
              incident,
              at,
              by,
              TimelineKind.RESOLVED,
              comment.isBlank() ? verdict.name() : verdict + ": " + comment);
      case IncidentChange.Reopened(var at, var by, var reason) ->
          new TimelineEntity(incident, at, by, TimelineKind.REOPENED, reason);
      case IncidentChange.Assigned(var at, var by, var to) ->
          new TimelineEntity(
              incident, at, by, TimelineKind.ASSIGNED, to.map("to "::concat).orElse("to nobody"));
      case IncidentChange.Commented(var at, var by, var text) ->
          new TimelineEntity(incident, at, by, TimelineKind.COMMENTED, text);
      case IncidentChange.Reclassified(var at, var by, var severity, var reason) ->
          new TimelineEntity(
              incident,
              at,
              by,
              TimelineKind.RECLASSIFIED,
              reason.isBlank() ? severity.name() : severity + ": " + reason);
      case IncidentChange.Separated(var at, var by) ->
          new TimelineEntity(incident, at, by, TimelineKind.SEPARATED, "");
      case IncidentChange.Escalated(var at, var level, var waited) ->
          new TimelineEntity(
              incident,
              at,
              null,
              TimelineKind.ESCALATED,
              "level %d: nobody acknowledged in %d min".formatted(level, waited.toMinutes()));
    };
  }

  /** People read who it was; the log notes how, too. */
  private static TimelineEntity acknowledged(
      IncidentEntity incident, IncidentChange.Acknowledged acknowledged) {
    TimelineEntity line =
        new TimelineEntity(
            incident, acknowledged.at(), acknowledged.by(), TimelineKind.ACKNOWLEDGED, "");
    acknowledged.how().ifPresent(how -> line.noted = line.kind + ": " + how);
    return line;
  }

  /** People read what was stored; the log notes exactly which file that is. */
  private static TimelineEntity stored(IncidentEntity incident, Instant at, Evidence evidence) {
    String kind = evidence.kind().name().toLowerCase(Locale.ROOT);
    TimelineEntity line =
        new TimelineEntity(incident, at, incident.device, TimelineKind.EVIDENCE_STORED, kind);
    line.noted = StoredFile.of(evidence).detail();
    return line;
  }

  /** A line of the first incident: its situation was seen again. */
  private static TimelineEntity repeated(UUID first, IncidentEntity repeat) {
    return new TimelineEntity(
        first, repeat.capturedAt, repeat.device, TimelineKind.REPEATED, repeat.id.toString());
  }

  /** The same for the audit log, which is not told of what follows from what it was told. */
  Optional<AuditEvent> audited(IncidentEntity incident) {
    if (kind == TimelineKind.RECEIVED || kind == TimelineKind.REPEATED) {
      return Optional.empty();
    }
    return Optional.of(
        AuditEvent.ofCamera(
            at,
            actor == null ? "" : actor,
            AuditAction.INCIDENT_CHANGED,
            incidentId.toString(),
            incident.device,
            incident.camera,
            detail()));
  }

  private String detail() {
    if (!noted.isEmpty()) {
      return noted;
    }
    return text.isEmpty() ? kind.name() : kind + ": " + text;
  }

  /** As columns of a row; the database numbers it. */
  void write(JsonGenerator json) throws IOException {
    json.writeStringField("incident_id", incidentId.toString());
    json.writeStringField("at", at.toString());
    json.writeStringField("actor", actor);
    json.writeStringField("kind", kind.name());
    json.writeStringField("text", text);
    json.writeStringField("why_not", whyNot);
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
