package dev.sitewarden.edge.media;

import dev.sitewarden.domain.incident.Evidence;
import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.domain.vision.Frame;
import dev.sitewarden.edge.incident.IncidentRecord;
import dev.sitewarden.inference.frame.InputSize;
import dev.sitewarden.inference.frame.VideoFile;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Makes the evidence that a killed process still owed, of what it had recorded: the model looks at
 * the recording again, so that heads are hidden and detections are known as if nothing had
 * happened. Belongs to the thread that owns the model, before it watches.
 */
public final class EvidenceRecovery {
  private static final Logger LOG = System.getLogger(EvidenceRecovery.class.getName());

  /** A frame's instant passes through the names of segments, which have microseconds. */
  private static final Duration SAME_FRAME = Duration.ofMillis(1);

  private final MediaConfig config;
  private final RecordingRing ring;
  private final Workshop workshop;
  private final CameraId camera;
  private final InputSize input;
  private final Function<Frame, List<Detection>> model;
  private final Predicate<Detection> counts;

  /**
   * @param model everything that it sees in a frame, faint detections too
   * @param counts which of these count
   */
  public EvidenceRecovery(
      MediaConfig config,
      RecordingRing ring,
      Workshop workshop,
      CameraId camera,
      InputSize input,
      Function<Frame, List<Detection>> model,
      Predicate<Detection> counts) {
    this.config = config;
    this.ring = ring;
    this.workshop = workshop;
    this.camera = camera;
    this.input = input;
    this.model = model;
    this.counts = counts;
  }

  /** Makes what is missing of an incident's evidence, as far as it was recorded. */
  public void recover(IncidentRecord incident) {
    boolean isOwed = false;
    for (Evidence.Kind kind : Evidence.Kind.values()) {
      isOwed |= workshop.wants(incident, kind);
    }
    if (isOwed) {
      Instant fired = incident.data().capturedAt();
      Instant from = fired.minus(config.before());
      Instant until = fired.plus(config.after());
      Optional<Footage> footage = SegmentCutter.cut(ring, from, fired, until, config.clipBytes());
      footage.ifPresentOrElse(
          found -> make(incident, from, until, found),
          () ->
              LOG.log(
                  Level.WARNING,
                  "nothing was recorded of incident {0} at {1}",
                  incident.id(),
                  fired));
    }
  }

  private void make(IncidentRecord incident, Instant from, Instant until, Footage footage) {
    List<SeenFrame> seen = new ArrayList<>();
    List<Still> stills = new ArrayList<>();
    for (Segment segment : ring.covering(from, until)) {
      ring.fileOf(segment)
          .ifPresent(file -> look(file, segment, incident, from, until, seen, stills));
    }
    if (seen.isEmpty()) {
      return;
    }
    Instant last = seen.getLast().capturedAt();
    stills.forEach(
        still ->
            workshop.store(
                incident,
                still.capturedAt(),
                still,
                new BlurPlan(config.privacy(), incident.data(), seen)));
    workshop.store(incident, last, seen);
    workshop.store(
        incident, last, footage, new ClipPlan(config.privacy(), incident, from, until, seen));
  }

  private void look(
      Path file,
      Segment segment,
      IncidentRecord incident,
      Instant from,
      Instant until,
      List<SeenFrame> seen,
      List<Still> stills) {
    try (var video = VideoFile.open(file.toString(), camera, input, segment.begin())) {
      boolean isOver = false;
      while (!isOver) {
        Optional<Frame> next = video.next();
        if (next.isEmpty()) {
          break;
        }
        try (Frame frame = next.get()) {
          isOver = frame.capturedAt().isAfter(until);
          if (!isOver && !frame.capturedAt().isBefore(from)) {
            seen.add(look(frame));
            if (shows(frame, incident) && stills.isEmpty()) {
              stills.add(Still.of(frame));
            }
          }
        }
      }
    } catch (UncheckedIOException e) {
      LOG.log(Level.WARNING, "incident {0}: {1}", incident.id(), e.getMessage());
    }
  }

  private SeenFrame look(Frame frame) {
    List<Detection> all = model.apply(frame);
    return new SeenFrame(frame.capturedAt(), all.stream().filter(counts).toList(), all);
  }

  private static boolean shows(Frame frame, IncidentRecord incident) {
    Duration away = Duration.between(frame.capturedAt(), incident.data().capturedAt()).abs();
    return away.compareTo(SAME_FRAME) <= 0;
  }
}
