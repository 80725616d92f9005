package dev.sitewarden.edge.replay;

import dev.sitewarden.domain.fleet.CameraSettings;
import dev.sitewarden.domain.incident.IncidentId;
import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.domain.vision.SceneWatch;
import dev.sitewarden.domain.vision.TrackerSettings;
import dev.sitewarden.domain.vision.Zone;
import dev.sitewarden.domain.vision.ZoneCount;
import dev.sitewarden.domain.vision.ZoneEvent;
import dev.sitewarden.domain.vision.ZoneEvent.Cleared;
import dev.sitewarden.domain.vision.ZoneEvent.Crossed;
import dev.sitewarden.domain.vision.ZoneEvent.Raised;
import dev.sitewarden.domain.vision.ZoneEvent.Situation;
import dev.sitewarden.domain.wire.EventSource;
import dev.sitewarden.edge.incident.IncidentNames;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One watching of one camera, seen again. */
final class ReplayedCamera {
  private final EventSource source;
  private final Instant since;
  private final SceneWatch scene;
  private final ReplayReport report;
  private final Map<Situation, IncidentId> open = new HashMap<>();
  private Instant lastFrame;

  /**
   * @param since when that watching began
   */
  ReplayedCamera(
      EventSource source,
      Instant since,
      CameraSettings camera,
      List<Zone> zones,
      TrackerSettings tracking,
      ReplayReport report) {
    this.source = source;
    this.since = since;
    this.scene = new SceneWatch(tracking, zones, camera.masks());
    this.report = report;
    this.lastFrame = since;
  }

  /** Whether what is recorded there goes on where this stopped. */
  boolean isGoneOnWith(EventSource other, Instant began) {
    return other.equals(source) && began.equals(since);
  }

  /** Another model had taken over. */
  void follow(TrackerSettings tracking) {
    scene.follow(tracking);
  }

  void advance(List<Detection> detections, Instant at) {
    SceneWatch.Change change = scene.advance(detections, at);
    for (int i = 0; i < change.events().size(); i++) {
      switch (change.events().get(i)) {
        case Raised began -> open(began, change.events().subList(0, i));
        case Crossed counted -> {} // a matter of counts
        case Cleared over -> close(over.situation(), over.lastSeen());
      }
    }
    count(change.counts());
    lastFrame = at;
    report.frame(at);
  }

  private void open(Raised began, List<ZoneEvent> before) {
    IncidentId id = IncidentNames.of(source, began, before);
    open.put(began.situation(), id);
    report.raised(new ReplayedIncident(id, source.camera(), began, began.at()));
  }

  private void close(Situation situation, Instant at) {
    IncidentId id = open.remove(situation);
    if (id != null) {
      report.ended(id, at);
    }
  }

  private void count(List<ZoneCount> counts) {
    counts.forEach(count -> report.counted(source.camera(), count));
  }

  /** What is open when the recording stops ends with it. */
  void finish() {
    open.values().forEach(id -> report.ended(id, lastFrame));
    open.clear();
    count(scene.finish());
  }
}
