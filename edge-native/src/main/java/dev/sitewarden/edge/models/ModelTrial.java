package dev.sitewarden.edge.models;

import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.domain.vision.Frame;
import dev.sitewarden.edge.models.ModelHealthWatch.Evidence;
import dev.sitewarden.edge.models.ModelHealthWatch.Health;
import dev.sitewarden.edge.models.ShadowModel.Effort;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A model that serves and is watched, with its predecessor still in memory: that judges sampled
 * frames as well, and takes over again within the time of one frame.
 */
final class ModelTrial implements FrameTap, AutoCloseable {
  private final ServingModel serving;
  private final LoadedModel tried;
  private final ShadowModel predecessor;
  private final ModelHealthWatch watch;
  private final ServingStats stats;
  private final InstantSource clock;
  private final Instant since;
  private final Set<Label> labels;
  private volatile Agreement agreement = Agreement.NONE;

  /**
   * Starts watching.
   *
   * @param tried is serving by now
   * @param predecessor is this trial's until it is closed
   */
  ModelTrial(
      ServingModel serving,
      LoadedModel tried,
      LoadedModel predecessor,
      ModelHealthWatch watch,
      InstantSource clock) {
    this.serving = serving;
    this.tried = tried;
    this.watch = watch;
    this.clock = clock;
    since = clock.instant();
    stats = new ServingStats(clock);
    labels = new HashSet<>(tried.card().labels());
    labels.retainAll(predecessor.card().labels());
    this.predecessor =
        new ShadowModel(
            predecessor, new Effort(watch.limits().sampleEvery(), 1), clock, this::compared);
    serving.add(this);
  }

  LoadedModel tried() {
    return tried;
  }

  LoadedModel predecessor() {
    return predecessor.model();
  }

  private void compared(Frame frame, List<Detection> served, List<Detection> shadow) {
    agreement = agreement.plus(Agreement.of(shadow, served, labels)); // one thread writes
  }

  @Override
  public void seen(Frame frame, List<Detection> counted, long nanos) {
    stats.seen(frame, counted, nanos);
    predecessor.seen(frame, counted, nanos);
  }

  @Override
  public void incidentOpened() {
    stats.incidentOpened();
  }

  Health judge() {
    return watch.judge(
        new Evidence(
            Duration.between(since, clock.instant()),
            stats.frames(),
            stats.medianDetect(),
            agreement,
            stats.incidents()));
  }

  /** How the two models agree so far. */
  Agreement agreement() {
    return agreement;
  }

  /** Stops watching; the predecessor is the caller's. */
  @Override
  public void close() {
    serving.remove(this);
    predecessor.close();
  }
}
