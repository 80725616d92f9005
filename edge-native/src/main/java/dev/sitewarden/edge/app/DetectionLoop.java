package dev.sitewarden.edge.app;

import dev.sitewarden.domain.fleet.DesiredProperties;
import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.domain.vision.Frame;
import dev.sitewarden.domain.vision.PpeAssociation;
import dev.sitewarden.domain.vision.TrackerSettings;
import dev.sitewarden.edge.capture.CameraGroup;
import dev.sitewarden.edge.live.LiveView;
import dev.sitewarden.edge.models.LoadedModel;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
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
  /** Soon enough for people, seldom enough to cost nothing beside a frame. */
  private static final Duration TICK = Duration.ofSeconds(1);

  private final Models models;
  private DesiredProperties desired;
  private final Map<CameraId, OpenCamera> cameras;
  private final LiveView live;
  private final StageClocks clocks;
  private final InstantSource clock;
  private final PpeAssociation association = new PpeAssociation();
  private final Queue<Runnable> changes = new ConcurrentLinkedQueue<>();
  private final Timings detect = new Timings();
  private final Timings rest = new Timings();
  private LoadedModel judging;
  private long frames;
  private long startedNanos;
  private long tendedNanos = System.nanoTime();
  private long endedNanos;

  /**
   * @param desired says what is looked for
   */
  DetectionLoop(
      Models models,
      DesiredProperties desired,
      Map<CameraId, OpenCamera> cameras,
      LiveView live,
      StageClocks clocks,
      InstantSource clock) {
    this.clocks = clocks;
    this.clock = clock;
    this.models = models;
    this.desired = desired;
    this.cameras = cameras;
    this.live = live;
    judging = models.current();
  }

  /** Does something on the detection thread, between two frames. Any thread. */
  void later(Runnable change) {
    changes.add(change);
  }

  /** Looks for what these settings name, from the next frame on. On the detection thread. */
  void follow(DesiredProperties changed) {
    desired = changed;
  }

  private List<Detection> wanted(List<Detection> all) {
    return all.stream().filter(desired::looksFor).toList();
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
      while (!group.awaitNews(TICK)) {
        tend();
      }
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

  /** What is due whether frames come or not. */
  private void tend() {
    tendedNanos = System.nanoTime();
    for (Runnable change = changes.poll(); change != null; change = changes.poll()) {
      change.run();
    }
    models.current(); // takes over one that was ordered while no camera showed anything
    Instant now = clock.instant();
    cameras.values().stream()
        .filter(OpenCamera::isLive)
        .forEach(camera -> camera.watch().tend(now));
  }

  private void advance(Frame frame) {
    if (System.nanoTime() - tendedNanos >= TICK.toNanos()) {
      tend();
    }
    for (Runnable change = changes.poll(); change != null; change = changes.poll()) {
      change.run();
    }
    OpenCamera camera = cameras.get(frame.camera());
    if (camera == null) {
      return; // its settings are gone
    }
    List<Detection> all = look(camera, frame);
    long looked = System.nanoTime();
    judge(camera, frame, all);
    long judged = System.nanoTime() - looked;
    rest.add(judged);
    clocks.rules().add(Duration.ofNanos(judged));
    if (camera.isNow()) {
      camera.tally().took(Duration.between(frame.capturedAt(), clock.instant()));
    }
    frames++;
  }

  /** What is in a frame: what the models say, or said of the still scene. */
  private List<Detection> look(OpenCamera camera, Frame frame) {
    LoadedModel model = models.current();
    if (model != judging) {
      judging = model;
      TrackerSettings tracking = models.known().tracking();
      cameras.values().forEach(one -> one.watch().follow(tracking));
    }
    if (!camera.gate().map(gate -> gate.admits(frame)).orElse(true)) {
      List<Detection> held = camera.gate().orElseThrow().held();
      camera.collector().seeStill(frame, wanted(held));
      return held;
    }
    List<Detection> seen = model.detect(frame);
    long nanos = model.detector().times().totalNanos();
    detect.add(nanos);
    clocks.detect().add(Duration.ofNanos(nanos));
    models.serving().seen(frame, model.counted(seen), nanos);
    List<Detection> all =
        models.people().map(second -> withPeople(seen, second.detect(frame))).orElse(seen);
    camera.gate().ifPresent(gate -> gate.saw(all));
    List<Detection> wanted = wanted(all);
    camera.collector().see(frame, wanted);
    camera.tally().found(wanted.stream().filter(models.known()::counts).toList());
    return all;
  }

  private void judge(OpenCamera camera, Frame frame, List<Detection> all) {
    CameraWatch watch = camera.watch();
    long raised = watch.raised();
    List<Detection> wanted = wanted(all);
    watch.advance(frame, all, wanted, wanted.stream().filter(models.known()::counts).toList());
    for (long i = raised; i < watch.raised(); i++) {
      models.serving().incidentOpened();
    }
    live.show(frame, watch.tracks(), watch.zones(), watch.lines().counts());
    camera.tally().looked(frame.capturedAt());
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
