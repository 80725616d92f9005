package dev.sitewarden.edge.app;

import dev.sitewarden.domain.fleet.CameraSettings;
import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.domain.vision.Frame;
import dev.sitewarden.domain.vision.Track;
import dev.sitewarden.domain.vision.Tracker;
import dev.sitewarden.domain.vision.TrackerSettings;
import dev.sitewarden.domain.vision.Zone;
import dev.sitewarden.domain.vision.ZoneCount;
import dev.sitewarden.domain.vision.ZoneCounts;
import dev.sitewarden.domain.vision.ZoneEvent;
import dev.sitewarden.domain.vision.ZoneRules;
import dev.sitewarden.edge.incident.IncidentBook;
import dev.sitewarden.edge.media.EvidenceMaker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * One camera's way from detections to incidents: tracks, rules, counts, evidence. Owned by the
 * detection thread.
 */
final class CameraWatch {
  /** How often the cloud is told how many were in each zone. */
  private static final Duration COUNTED_EVERY = Duration.ofMinutes(1);

  private final CameraSettings camera;
  private final Tracker tracker;
  private final EvidenceMaker evidence;
  private final IncidentBook incidents;
  private final Consumer<ZoneCount> counted;
  private List<Zone> zones;
  private ZoneRules rules;
  private ZoneCounts counts;
  private List<Track> tracks = List.of();
  private Instant lastFrame = Instant.EPOCH;

  /**
   * @param counted is told the counts of each interval
   */
  CameraWatch(
      CameraSettings camera,
      TrackerSettings tracking,
      List<Zone> zones,
      EvidenceMaker evidence,
      IncidentBook incidents,
      Consumer<ZoneCount> counted) {
    this.camera = camera;
    this.tracker = new Tracker(tracking);
    this.evidence = evidence;
    this.incidents = incidents;
    this.counted = counted;
    this.zones = List.copyOf(zones);
    this.rules = new ZoneRules(zones, camera.masks());
    this.counts = new ZoneCounts(zones, camera.masks(), COUNTED_EVERY);
  }

  /**
   * Takes what the models saw in the camera's next frame.
   *
   * @param all down to what keeps a track alive
   * @param detections those of them that count by themselves
   */
  void advance(Frame frame, List<Detection> all, List<Detection> detections) {
    Instant at = frame.capturedAt();
    tracks = tracker.advance(all, at);
    List<ZoneEvent> events = rules.advance(tracks, at);
    counts.advance(tracks, events, at).forEach(counted);
    evidence.see(frame, detections, all);
    incidents.advance(events, frame, detections);
    lastFrame = at;
  }

  /** What is followed after the latest frame. */
  List<Track> tracks() {
    return tracks;
  }

  List<Zone> zones() {
    return zones;
  }

  /** Watches other zones from the next frame on; what was open under the old ones ends. */
  void redraw(List<Zone> drawn) {
    if (!drawn.equals(zones)) {
      counts.finish().forEach(counted);
      incidents.finish(lastFrame);
      zones = List.copyOf(drawn);
      rules = new ZoneRules(zones, camera.masks());
      counts = new ZoneCounts(zones, camera.masks(), COUNTED_EVERY);
    }
  }

  /** The camera is not watched any more: ends what is open. */
  void finish() {
    evidence.finish();
    incidents.finish(lastFrame);
    counts.finish().forEach(counted);
  }

  /** Incidents since the start. */
  long raised() {
    return incidents.raised();
  }
}
