package dev.sitewarden.cloud.incident;

import dev.sitewarden.cloud.sql.Sql;
import dev.sitewarden.domain.incident.Evidence;
import dev.sitewarden.domain.incident.EvidencePath;
import dev.sitewarden.domain.incident.IncidentId;
import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.domain.site.DeviceId;
import io.smallrye.mutiny.Uni;

/**
 * Files that devices stored for an incident and that were refused as its evidence. They are kept as
 * long as the evidence is, as a person may still want to see which of the two is right; then
 * retention takes both.
 */
final class RefusedFiles {
  private static final String NOTE =
      """
      insert into refused_file (incident_id, path) values (:incident, :path)
      on conflict (incident_id, path) do update set gone_at = null
      """;

  private RefusedFiles() {}

  /** Notes one inside the caller's transaction, unless it lies where others have theirs. */
  static Uni<Void> note(IncidentEntity incident, Evidence refused) {
    if (!refused.path().startsWith(folder(incident))) {
      return Uni.createFrom().voidItem();
    }
    return Sql.of(NOTE)
        .with("incident", incident.id)
        .with("path", refused.path())
        .execute()
        .replaceWithVoid();
  }

  /** Nothing but this incident's files belongs there. */
  private static String folder(IncidentEntity incident) {
    String file =
        EvidencePath.of(
            new DeviceId(incident.device),
            new CameraId(incident.camera),
            incident.capturedAt,
            new IncidentId(incident.id),
            Evidence.Kind.SNAPSHOT);
    return file.substring(0, file.lastIndexOf('/') + 1);
  }
}
