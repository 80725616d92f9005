package dev.sitewarden.cloud.incident;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sitewarden.cloud.sql.JsonRows;
import dev.sitewarden.cloud.sql.RowInsert;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.util.Collection;
import java.util.List;

/**
 * Writes the rows of incidents that have just opened, all at once: Hibernate would bind row by row.
 */
final class NewIncidents {
  private static final RowInsert ROWS =
      new RowInsert(
          "incident",
          List.of(
              "id",
              "version",
              "decisions",
              "site",
              "device",
              "camera",
              "rule",
              "severity",
              "state",
              "captured_at",
              "received_at",
              "changed_at",
              "zone_id",
              "zone_name",
              "zone_anchor",
              "zone_polygon",
              "model_name",
              "model_version",
              "model_sha256",
              "frame_width_px",
              "frame_height_px",
              "subject_label",
              "subject_score",
              "subject_left",
              "subject_top",
              "subject_right",
              "subject_bottom",
              "others",
              "part_of"));

  private NewIncidents() {}

  /** Inserts them inside the caller's transaction; Hibernate's session does not know them. */
  static Uni<Void> insert(Collection<IncidentEntity> opened) {
    JsonRows rows = new JsonRows();
    opened.forEach(incident -> rows.add(json -> write(incident, json)));
    return ROWS.insert(rows);
  }

  private static void write(IncidentEntity incident, JsonGenerator json) throws IOException {
    json.writeStringField("id", incident.id.toString());
    json.writeNumberField("version", incident.version);
    json.writeNumberField("decisions", incident.decisions);
    json.writeStringField("site", incident.site);
    json.writeStringField("device", incident.device);
    json.writeStringField("camera", incident.camera);
    json.writeStringField("rule", incident.rule);
    json.writeStringField("severity", incident.severity.name());
    json.writeStringField("state", incident.state.name());
    json.writeStringField("captured_at", incident.capturedAt.toString());
    json.writeStringField("received_at", incident.receivedAt.toString());
    json.writeStringField("changed_at", incident.changedAt.toString());
    json.writeStringField("zone_id", incident.zone.id());
    json.writeStringField("zone_name", incident.zone.name());
    json.writeStringField("zone_anchor", incident.zone.anchor().name());
    json.writeStringField("zone_polygon", incident.zone.polygon());
    json.writeStringField("model_name", incident.model.name());
    json.writeStringField("model_version", incident.model.version());
    json.writeStringField("model_sha256", incident.model.sha256());
    json.writeNumberField("frame_width_px", incident.frameWidthPx);
    json.writeNumberField("frame_height_px", incident.frameHeightPx);
    json.writeStringField("subject_label", incident.subject.label());
    json.writeNumberField("subject_score", incident.subject.score());
    json.writeNumberField("subject_left", incident.subject.left());
    json.writeNumberField("subject_top", incident.subject.top());
    json.writeNumberField("subject_right", incident.subject.right());
    json.writeNumberField("subject_bottom", incident.subject.bottom());
    json.writeStringField("others", incident.others);
    if (incident.partOf != null) {
      json.writeStringField("part_of", incident.partOf.toString());
    }
  }
}
