package dev.sitewarden.edge.models;

import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.model.ModelVersion;
import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.domain.vision.Frame;
import dev.sitewarden.domain.vision.FrameInput;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A model that is measured beside the champion and never raises an incident: it judges sampled
 * frames on a thread of its own with the least priority, is compared with what the champion found,
 * and offers the frame of each while about which they disagree most. Another champion is another
 * measure: counting begins anew.
 */
final class Challenger implements ShadowModel.Comparison, AutoCloseable {
  /** Who wants to know how it does. On its thread. */
  interface Watcher {
    /** It has judged so many frames. */
    void judged(long frames);

    /** It is broken. */
    void failed(String reason);
  }

  /** The frame about which they disagree most so far. */
  private record Worst(Frame frame, List<Detection> champion, List<Detection> challenger) {}

  private final ServingModel serving;
  private final LoadedModel model;
  private final ChallengerConfig config;
  private final DisagreementSink sink;
  private final Watcher watcher;
  private final InstantSource clock;
  private final ShadowModel shadow;
  private final FrameCopy kept = new FrameCopy();
  private final Map<Label, Agreement> byLabel = new LinkedHashMap<>();
  private LoadedModel champion;
  private Instant since;
  private Agreement all = Agreement.NONE;
  private List<Worst> worst = List.of();
  private long most;
  private long judged;
  private long offered;
  private Instant nextOffer;

  /**
   * Starts to look on.
   *
   * @param model is this challenger's, which closes it
   */
  Challenger(
      LoadedModel model,
      ServingModel serving,
      ChallengerConfig config,
      InstantSource clock,
      DisagreementSink sink,
      Watcher watcher) {
    this.model = model;
    this.serving = serving;
    this.config = config;
    this.sink = sink;
    this.watcher = watcher;
    this.clock = clock;
    champion = serving.newest();
    since = clock.instant();
    nextOffer = since.plus(config.offerEvery());
    shadow = new ShadowModel(model, config.effort(), clock, this);
    serving.add(shadow);
  }

  @Override
  public void compare(Frame frame, List<Detection> served, List<Detection> found) {
    if (serving.newest() != champion) {
      beginAnew(serving.newest());
    }
    Set<Label> common = new LinkedHashSet<>(model.card().labels());
    common.retainAll(champion.card().labels());
    Agreement here = Agreement.of(served, found, common);
    count(here, served, found, common);
    if (here.different() > most) {
      most = here.different();
      var input = new FrameInput(frame.letterbox(), frame.input());
      worst = List.of(new Worst(kept.of(frame, input), served, found));
    }
    if (!clock.instant().isBefore(nextOffer)) {
      nextOffer = clock.instant().plus(config.offerEvery());
      offer();
    }
    watcher.judged(++judged);
  }

  @Override
  public void failed(String reason) {
    watcher.failed(reason);
  }

  private synchronized void beginAnew(LoadedModel other) {
    champion = other;
    since = clock.instant();
    all = Agreement.NONE;
    byLabel.clear();
    worst = List.of();
    most = 0;
  }

  private synchronized void count(
      Agreement here, List<Detection> served, List<Detection> found, Set<Label> labels) {
    all = all.plus(here);
    for (Label label : labels) {
      byLabel.merge(label, Agreement.of(served, found, Set.of(label)), Agreement::plus);
    }
  }

  private void offer() {
    ModelVersion against = champion.version();
    for (Worst one : worst) {
      sink.disagreed(one.frame(), one.champion(), one.challenger(), against, model.version());
      countOffer();
    }
    worst = List.of();
    most = 0;
  }

  private synchronized void countOffer() {
    offered++;
  }

  synchronized DisagreementReport report() {
    return new DisagreementReport(model.version(), since, all, byLabel, offered, shadow.dropped());
  }

  LoadedModel model() {
    return model;
  }

  @Override
  public void close() {
    serving.remove(shadow);
    shadow.close();
    model.close();
  }
}
