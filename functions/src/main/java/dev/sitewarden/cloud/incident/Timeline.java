package dev.sitewarden.cloud.incident;

import dev.sitewarden.cloud.audit.AuditEvent;
import dev.sitewarden.cloud.audit.AuditLog;
import dev.sitewarden.cloud.sql.JsonRows;
import dev.sitewarden.cloud.sql.RowInsert;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Writes what happened to incidents into their timelines and the audit log, all at once. */
@Singleton
class Timeline {
  private static final RowInsert LINES =
      new RowInsert(
          "incident_change",
          List.of("id", "incident_id", "at", "actor", "kind", "text", "why_not"),
          Map.of("id", "nextval('incident_change_seq')"));

  private final AuditLog audit;

  Timeline(AuditLog audit) {
    this.audit = audit;
  }

  /** Writes the lines that these incidents have gathered, inside the caller's transaction. */
  Uni<Void> write(Collection<IncidentEntity> incidents) {
    return write(incidents, List.of());
  }

  /** The same, with more for the audit log alone. */
  Uni<Void> write(Collection<IncidentEntity> incidents, List<AuditEvent> more) {
    JsonRows lines = new JsonRows();
    List<AuditEvent> events = new ArrayList<>(more);
    for (IncidentEntity incident : incidents) {
      for (TimelineEntity line : incident.unwritten) {
        lines.add(line::write);
        line.audited(incident).ifPresent(events::add);
      }
      incident.unwritten.clear();
    }
    return LINES.insert(lines).chain(() -> audit.append(events));
  }
}
