package dev.sitewarden.edge.collect;

import dev.sitewarden.domain.fleet.Mode;
import dev.sitewarden.domain.model.ModelVersion;
import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.domain.vision.Frame;
import dev.sitewarden.domain.wire.DeviceMessage.FrameSampled;
import dev.sitewarden.domain.wire.DeviceMessage.FrameSampled.Opinion;
import dev.sitewarden.domain.wire.DeviceMessage.FrameSampled.Why;
import dev.sitewarden.domain.wire.EventSource;
import dev.sitewarden.edge.media.EvidenceSink;
import dev.sitewarden.edge.media.Still;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * Keeps frames of one camera to learn from. {@link #see} belongs to the detection thread and never
 * waits for the disk; files are written on a thread of its own. Close waits for them.
 */
public final class Collector implements AutoCloseable {
  private final CollectConfig config;
  private final ToDoubleFunction<Detection> threshold;
  private final Supplier<ModelVersion> model;
  private final SampleWriter writer;
  private final Motion motion = new Motion();
  private final Map<Why, Instant> latest = new ConcurrentHashMap<>();
  private final Queue<CompletableFuture<FrameSampled>> requests = new ConcurrentLinkedQueue<>();
  private volatile Mode mode;

  /**
   * @param folder the camera's samples, and what was used of its quotas
   * @param model whose detections are seen at the moment
   * @param threshold the score from which a detection counts
   */
  public Collector(
      CollectConfig config,
      Mode mode,
      Path folder,
      EventSource source,
      Supplier<ModelVersion> model,
      ToDoubleFunction<Detection> threshold,
      EvidenceSink sink,
      InstantSource clock) {
    this.config = config;
    this.mode = mode;
    this.threshold = threshold;
    this.model = model;
    this.writer = new SampleWriter(config, folder, source, sink, clock);
  }

  /** Changes what the device is for. Any thread. */
  public void mode(Mode wanted) {
    mode = wanted;
  }

  public Mode mode() {
    return mode;
  }

  /**
   * Asks for the next frame. Any thread.
   *
   * @return what was kept; fails with an {@code IllegalStateException} if nothing may be
   */
  public CompletableFuture<FrameSampled> request() {
    var asked = new CompletableFuture<FrameSampled>();
    if (isAllowed(Why.REQUEST)) {
      requests.add(asked);
    } else {
      asked.completeExceptionally(
          new IllegalStateException("capture.samples.request allows no frames"));
    }
    return asked;
  }

  /** Takes a frame with all that the model saw in it, faint detections too. */
  public void see(Frame frame, List<Detection> all) {
    if (isOff()) {
      return;
    }
    int[] places = Motion.places(frame);
    reason(frame.capturedAt(), all, motion.since(places))
        .ifPresent(
            why -> {
              keep(frame, all, why, model.get(), Optional.empty());
              motion.remember(places);
            });
  }

  /**
   * Takes a frame of a still scene, which the model did not look at, in case somebody asked for it.
   *
   * @param held what the model saw in the scene before
   */
  public void seeStill(Frame frame, List<Detection> held) {
    if (!requests.isEmpty()) {
      keep(frame, held, Why.REQUEST, model.get(), Optional.empty());
    }
  }

  /**
   * Takes a frame about which champion and challenger disagree. Any thread.
   *
   * @param seen what the champion's detections count
   */
  public void disagree(
      Frame frame, ModelVersion champion, List<Detection> seen, Opinion challenger) {
    if (isWanted(Why.DISAGREEMENT, frame.capturedAt())) {
      keep(frame, seen, Why.DISAGREEMENT, champion, Optional.of(challenger));
    }
  }

  private boolean isOff() {
    return config.perHour().values().stream().allMatch(frames -> frames == 0);
  }

  private Optional<Why> reason(Instant at, List<Detection> all, double moved) {
    if (!requests.isEmpty()) {
      return Optional.of(Why.REQUEST);
    }
    if (all.stream().anyMatch(this::isUncertain) && isWanted(Why.UNCERTAINTY, at)) {
      return Optional.of(Why.UNCERTAINTY);
    }
    if (moved >= config.motion() && isWanted(Why.MOTION, at)) {
      return Optional.of(Why.MOTION);
    }
    return isWanted(Why.SCHEDULE, at) ? Optional.of(Why.SCHEDULE) : Optional.empty();
  }

  private boolean isUncertain(Detection detection) {
    return Math.abs(detection.score() - threshold.applyAsDouble(detection)) <= config.band();
  }

  private boolean isAllowed(Why why) {
    return config.perHour().getOrDefault(why, 0) > 0
        && (mode == Mode.COLLECT || config.whileDetecting().contains(why));
  }

  /** Allowed, and not too soon; a clock that was set back begins anew. */
  private boolean isWanted(Why why, Instant at) {
    Duration pause = why == Why.SCHEDULE ? config.every() : config.pause();
    Instant before = latest.get(why);
    boolean isSoon = before != null && !at.isBefore(before) && at.isBefore(before.plus(pause));
    return isAllowed(why) && !isSoon;
  }

  private void keep(
      Frame frame, List<Detection> seen, Why why, ModelVersion by, Optional<Opinion> challenger) {
    latest.put(why, frame.capturedAt());
    var asked = Optional.ofNullable(why == Why.REQUEST ? requests.poll() : null);
    writer.keep(
        new SampleWriter.Sample(
            Still.of(frame),
            why,
            by,
            List.copyOf(seen),
            challenger,
            asked.orElseGet(CompletableFuture::new)));
  }

  /** Waits until no frame is being written. */
  void awaitIdle() {
    writer.awaitIdle();
  }

  /** Frames handed over since the start. */
  public long kept() {
    return writer.kept();
  }

  /** Frames that could not be written or handed over. */
  public long lost() {
    return writer.lost();
  }

  /** Frames that a quota refused. */
  public long refused() {
    return writer.refused();
  }

  /** Files dropped because they waited too long or took too much. */
  public long dropped() {
    return writer.dropped();
  }

  @Override
  public void close() {
    writer.close();
    requests.forEach(
        asked -> asked.completeExceptionally(new IllegalStateException("the camera was closed")));
  }
}
