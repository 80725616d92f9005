package dev.sitewarden.edge.media;

import dev.sitewarden.domain.incident.Evidence;
import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.domain.vision.Frame;
import dev.sitewarden.edge.capture.PacketRing;
import dev.sitewarden.edge.incident.IncidentObserver;
import dev.sitewarden.edge.incident.IncidentRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Collects what an incident's evidence is made of: the picture that fired the rule, detections and
 * packets around it. Owned by the detection thread; files are made on the workshop's.
 */
public final class EvidenceMaker implements IncidentObserver {
  /** A frame that is looked at later than this after its capture shows a machine that is stuck. */
  private static final Duration LATE = Duration.ofSeconds(5);

  private final MediaConfig config;
  private final PacketRing ring;
  private final Workshop workshop;
  private final Deque<SeenFrame> history = new ArrayDeque<>();
  private final List<Recording> recordings = new ArrayList<>();

  /** Evidence of what the ring's camera sees. */
  public EvidenceMaker(MediaConfig config, PacketRing ring, Workshop workshop) {
    this.config = config;
    this.ring = ring;
    this.workshop = workshop;
  }

  /** Takes every frame's detections, before the rules have their say about it. */
  public void see(Frame frame, List<Detection> detections) {
    see(frame, detections, detections);
  }

  /**
   * Takes every frame's detections, before the rules have their say about it.
   *
   * @param detections those that count
   * @param all these and fainter ones, whose heads are hidden too
   */
  public void see(Frame frame, List<Detection> detections, List<Detection> all) {
    SeenFrame seen = new SeenFrame(frame.capturedAt(), detections, all);
    history.add(seen);
    Instant oldest = frame.capturedAt().minus(config.before());
    while (history.getFirst().capturedAt().isBefore(oldest)) {
      history.removeFirst();
    }
    for (Recording recording : recordings) {
      recording.add(seen, ring);
    }
    recordings.stream().filter(r -> r.isOver(frame.capturedAt())).forEach(this::finish);
    recordings.removeIf(r -> r.isOver(frame.capturedAt()));
  }

  @Override
  public void opened(IncidentRecord incident, Frame frame) {
    if (workshop.wants(incident, Evidence.Kind.SNAPSHOT)
        || workshop.wants(incident, Evidence.Kind.THUMBNAIL)) {
      workshop.store(
          incident,
          frame.capturedAt(),
          Still.of(frame),
          new BlurPlan(config.privacy(), incident.data(), history));
    }
    if (workshop.wants(incident, Evidence.Kind.DETECTIONS)
        || workshop.wants(incident, Evidence.Kind.CLIP)) {
      recordings.add(new Recording(incident, frame.capturedAt(), config, ring, history));
    }
  }

  private void finish(Recording recording) {
    IncidentRecord incident = recording.incident();
    Instant last = recording.frames().getLast().capturedAt();
    workshop.store(incident, last, recording.frames());
    recording
        .footage(ring)
        .ifPresent(
            footage ->
                workshop.store(
                    incident,
                    last,
                    footage,
                    new ClipPlan(
                        config.privacy(),
                        incident,
                        recording.from(),
                        recording.until(),
                        recording.frames())));
  }

  /**
   * Makes what can be made of a camera that shows nothing any more: somebody who cuts its cable
   * must not take the clip with it.
   */
  public void tend(Instant now) {
    List<Recording> over =
        recordings.stream().filter(recording -> recording.isOver(now.minus(LATE))).toList();
    over.forEach(this::finish);
    recordings.removeAll(over);
  }

  /** The source ended: what is collected is all there will be. */
  public void finish() {
    recordings.forEach(this::finish);
    recordings.clear();
  }
}
