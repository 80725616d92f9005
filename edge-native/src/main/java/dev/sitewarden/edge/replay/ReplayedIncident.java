package dev.sitewarden.edge.replay;

import dev.sitewarden.domain.incident.IncidentId;
import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.domain.vision.ZoneEvent.Raised;
import java.time.Instant;

/**
 * What the rules would have raised.
 *
 * @param id as a run would have named it
 * @param endedAt when the situation was seen last, or the last frame
 */
record ReplayedIncident(IncidentId id, CameraId camera, Raised raised, Instant endedAt) {
  ReplayedIncident endedAt(Instant at) {
    return new ReplayedIncident(id, camera, raised, at);
  }
}
