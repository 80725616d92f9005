package dev.sitewarden.edge.app;

import dev.sitewarden.domain.model.ModelCard;
import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.domain.vision.Frame;
import dev.sitewarden.domain.vision.Track;
import dev.sitewarden.domain.vision.Tracker;
import dev.sitewarden.domain.vision.TrackerSettings;
import dev.sitewarden.domain.vision.Zone;
import dev.sitewarden.domain.vision.ZoneEvent;
import dev.sitewarden.domain.vision.ZoneRules;
import dev.sitewarden.edge.capture.Capture;
import dev.sitewarden.edge.incident.IncidentBook;
import dev.sitewarden.edge.media.EvidenceMaker;
import dev.sitewarden.inference.Detector;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The arrow for one camera: frame, detections, tracks, events, incidents. One thread. */
final class Pipeline {
  private final Detector detector;
  private final EvidenceMaker evidence;
  private final IncidentBook incidents;
  private final ModelCard card;
  private final Tracker tracker;
  private final ZoneRules rules;
  private final Timings detect = new Timings();
  private final Timings rest = new Timings();
  private Instant lastFrame = Instant.EPOCH;
  private long frames;
  private long startedNanos;
  private long endedNanos;

  /**
   * @param detector finds down to {@link TrackerSettings#lowScore()}, which keeps tracks alive
   * @param card says from which score on a detection counts by itself
   */
  Pipeline(
      Detector detector,
      ModelCard card,
      TrackerSettings tracking,
      List<Zone> zones,
      EvidenceMaker evidence,
      IncidentBook incidents) {
    this.card = card;
    this.tracker = new Tracker(tracking);
    this.detector = detector;
    this.rules = new ZoneRules(zones);
    this.evidence = evidence;
    this.incidents = incidents;
  }

  /**
   * Watches until the source ends, then ends what is open.
   *
   * @return why the source ended, if it should not have
   * @throws UncheckedIOException if the disk does not take an incident
   */
  Optional<UncheckedIOException> watch(Capture capture) {
    startedNanos = System.nanoTime();
    Optional<UncheckedIOException> failure = Optional.empty();
    while (failure.isEmpty()) {
      Optional<Frame> next = Optional.empty();
      try {
        next = capture.next();
      } catch (UncheckedIOException e) {
        failure = Optional.of(e);
      }
      if (next.isEmpty()) {
        break;
      }
      try (Frame frame = next.get()) {
        advance(frame);
      }
    }
    endedNanos = System.nanoTime();
    evidence.finish();
    incidents.finish(lastFrame);
    return failure;
  }

  private void advance(Frame frame) {
    Instant at = frame.capturedAt();
    List<Detection> all = detector.detect(frame);
    detect.add(detector.times().totalNanos());
    long detected = System.nanoTime();
    List<Track> tracks = tracker.advance(all, at);
    List<ZoneEvent> events = rules.advance(tracks, at);
    List<Detection> detections = all.stream().filter(this::counts).toList();
    evidence.see(frame, detections);
    incidents.advance(events, frame, detections);
    rest.add(System.nanoTime() - detected);
    lastFrame = at;
    frames++;
  }

  private boolean counts(Detection detection) {
    return detection.score() >= card.threshold(detection.label());
  }

  long frames() {
    return frames;
  }

  /** Seconds from the first wait for a frame to the end of the source. */
  double seconds() {
    return (endedNanos - startedNanos) / 1e9;
  }

  /** What each stage took; {@code capture} was measured on the capture thread. */
  Map<String, Timings> timings(Timings capture) {
    Map<String, Timings> stages = new LinkedHashMap<>();
    stages.put("capture", capture);
    stages.put("detect", detect);
    stages.put("rules", rest);
    return stages;
  }
}
