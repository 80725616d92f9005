package dev.sitewarden.edge.app;

import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.domain.vision.Frame;
import dev.sitewarden.domain.vision.PpeAssociation;
import dev.sitewarden.edge.capture.CameraGroup;
import dev.sitewarden.edge.live.LiveView;
import dev.sitewarden.edge.models.LoadedModel;
import dev.sitewarden.edge.models.ServingModel;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The detection thread's work: frames of all cameras through the models to each camera's tracks and
 * rules.
 */
final class DetectionLoop {
  private final ServingModel serving;
  private final Optional<LoadedModel> people;
  private final Map<CameraId, OpenCamera> cameras;
  private final LiveView live;
  private final PpeAssociation association = new PpeAssociation();
  private final Queue<Runnable> changes = new ConcurrentLinkedQueue<>();
  private final Timings detect = new Timings();
  private final Timings rest = new Timings();
  private long frames;
  private long startedNanos;
  private long endedNanos;

  /**
   * @param people a second model, whose people own the first one's heads
   */
  DetectionLoop(
      ServingModel serving,
      Optional<LoadedModel> people,
      Map<CameraId, OpenCamera> cameras,
      LiveView live) {
    this.serving = serving;
    this.people = people;
    this.cameras = cameras;
    this.live = live;
  }

  /** Does something on the detection thread, between two frames. Any thread. */
  void later(Runnable change) {
    changes.add(change);
  }

  /**
   * Watches until the sources end.
   *
   * @return why a source ended, if it should not have
   * @throws UncheckedIOException if the disk does not take an incident
   */
  Optional<UncheckedIOException> run(CameraGroup group) {
    startedNanos = System.nanoTime();
    Optional<UncheckedIOException> failure = Optional.empty();
    Optional<Frame> next = Optional.empty();
    do {
      try {
        next = group.next();
      } catch (UncheckedIOException e) {
        failure = Optional.of(e);
        next = Optional.empty();
      }
      if (next.isPresent()) {
        try (Frame frame = next.get()) {
          advance(frame);
        }
      }
    } while (next.isPresent());
    endedNanos = System.nanoTime();
    return failure;
  }

  private void advance(Frame frame) {
    for (Runnable change = changes.poll(); change != null; change = changes.poll()) {
      change.run();
    }
    OpenCamera camera = cameras.get(frame.camera());
    if (camera == null) {
      return; // its settings are gone
    }
    LoadedModel model = serving.current();
    List<Detection> all = model.detect(frame);
    long nanos = model.detector().times().totalNanos();
    List<Detection> counted = model.counted(all);
    serving.seen(frame, counted, nanos);
    detect.add(nanos);
    advance(camera.watch(), frame, all, counted);
    camera.collector().see(frame, all);
    camera.looked(frame.capturedAt());
    frames++;
  }

  private void advance(
      CameraWatch watch, Frame frame, List<Detection> all, List<Detection> counted) {
    long detected = System.nanoTime();
    long raised = watch.raised();
    if (people.isEmpty()) {
      watch.advance(frame, all, counted);
    } else {
      List<Detection> found = people.get().detect(frame);
      watch.advance(
          frame, withPeople(all, found), withPeople(counted, people.get().counted(found)));
    }
    for (long i = raised; i < watch.raised(); i++) {
      serving.incidentOpened();
    }
    live.show(frame, watch.tracks(), watch.zones(), List.of());
    rest.add(System.nanoTime() - detected);
  }

  private List<Detection> withPeople(List<Detection> heads, List<Detection> found) {
    List<Detection> all = new ArrayList<>(heads);
    all.addAll(found);
    all.addAll(association.derive(List.copyOf(all)));
    return all;
  }

  long frames() {
    return frames;
  }

  /** Seconds from the first wait for a frame to the end of the source. */
  double seconds() {
    return (endedNanos - startedNanos) / 1e9;
  }

  Timings detecting() {
    return detect;
  }

  /** What tracks, rules and evidence took. */
  Timings judging() {
    return rest;
  }
}
