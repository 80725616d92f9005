package dev.sitewarden.edge.app;

import dev.sitewarden.domain.fleet.CameraSettings;
import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.domain.vision.Frame;
import dev.sitewarden.domain.vision.SceneWatch;
import dev.sitewarden.domain.vision.Track;
import dev.sitewarden.domain.vision.TrackerSettings;
import dev.sitewarden.domain.vision.Zone;
import dev.sitewarden.domain.vision.ZoneCount;
import dev.sitewarden.edge.incident.IncidentBook;
import dev.sitewarden.edge.media.EvidenceMaker;
import dev.sitewarden.edge.replay.DetectionsLog;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One camera's way from detections to incidents: tracks, rules, counts, evidence. Owned by the
 * detection thread.
 */
final class CameraWatch {
  private final SceneWatch scene;
  private final EvidenceMaker evidence;
  private final IncidentBook incidents;
  private final Consumer<ZoneCount> counted;
  private final Optional<DetectionsLog> log;
  private final LineTotals lines = new LineTotals();
  private volatile List<Zone> zones;
  private volatile List<Track> tracks = List.of();
  private volatile int ongoing;
  private Instant lastFrame = Instant.EPOCH;

  /**
   * @param counted is told the counts of each interval
   * @param log keeps what is looked at, if that is wanted
   */
  CameraWatch(
      CameraSettings camera,
      TrackerSettings tracking,
      List<Zone> zones,
      EvidenceMaker evidence,
      IncidentBook incidents,
      Consumer<ZoneCount> counted,
      Optional<DetectionsLog> log) {
    this.scene = new SceneWatch(tracking, zones, camera.masks());
    this.evidence = evidence;
    this.incidents = incidents;
    this.counted = counted;
    this.log = log;
    this.zones = List.copyOf(zones);
    lines.watch(zones);
  }

  /**
   * Takes what the models saw in the camera's next frame.
   *
   * @param all down to what keeps a track alive, and what nobody looks for
   * @param wanted those of them that are looked for
   * @param detections those of these that count by themselves
   */
  void advance(
      Frame frame, List<Detection> all, List<Detection> wanted, List<Detection> detections) {
    Instant at = frame.capturedAt();
    log.ifPresent(to -> to.add(at, wanted));
    SceneWatch.Change change = scene.advance(wanted, at);
    tracks = change.tracks();
    change.counts().forEach(counted);
    lines.add(change.events());
    evidence.see(frame, detections, all);
    incidents.advance(change.events(), change.ongoing(), frame, detections);
    ongoing = incidents.ongoing();
    lastFrame = at;
  }

  /** What is followed after the latest frame. Any thread. */
  List<Track> tracks() {
    return tracks;
  }

  /** What is watched now. Any thread. */
  List<Zone> zones() {
    return zones;
  }

  /** Crossings of the zones' lines. Any thread. */
  LineTotals lines() {
    return lines;
  }

  /** Incidents that go on. Any thread. */
  int ongoing() {
    return ongoing;
  }

  /** Another model has taken over, whose detections count from other scores on; tracks go on. */
  void follow(TrackerSettings tracking) {
    scene.follow(tracking);
    log.ifPresent(to -> to.follow(tracking.highScores()));
  }

  /** Watches other zones from the next frame on; what is the same goes on, the rest ends. */
  void redraw(List<Zone> drawn) {
    SceneWatch.Change change = scene.redraw(drawn);
    change.counts().forEach(counted);
    incidents.end(change.events());
    zones = List.copyOf(drawn);
    lines.watch(zones);
    ongoing = incidents.ongoing();
  }

  /** Goes on with what waits for no frame, of a camera that shows what happens now. */
  void tend(Instant now) {
    evidence.tend(now);
    incidents.tend(now);
  }

  /** The camera is not watched any more: ends what is open. */
  void finish() {
    evidence.finish();
    incidents.finish(lastFrame);
    scene.finish().forEach(counted);
    log.ifPresent(DetectionsLog::close);
  }

  /** Incidents since the start. */
  long raised() {
    return incidents.raised();
  }
}
