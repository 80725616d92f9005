package dev.sitewarden.cloud.incident;

import dev.sitewarden.domain.incident.Evidence;
import dev.sitewarden.domain.incident.EvidencePath;
import dev.sitewarden.domain.incident.IncidentId;
import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.domain.site.DeviceId;

/**
 * Where an incident's files lie, and no others: one incident's end must not take another's files.
 */
final class EvidenceFolder {
  private EvidenceFolder() {}

  static boolean has(IncidentEntity incident, String path) {
    return path.startsWith(of(incident));
  }

  /** From the store's root, with a slash at its end. */
  static String of(IncidentEntity incident) {
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
