package dev.sitewarden.edge.models;

import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.domain.vision.Frame;
import dev.sitewarden.domain.vision.FrameInput;
import java.time.Duration;
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
 * and offers the frame of each while about which they disagree most.
 */
final class Challenger implements AutoCloseable {
  /** The frame about which they disagree most so far. */
  private record Worst(Frame frame, List<Detection> champion, List<Detection> challenger) {}

  private final ServingModel champion;
  private final LoadedModel model;
  private final DisagreementSink sink;
  private final Duration offerEvery;
  private final InstantSource clock;
  private final Instant since;
  private final ShadowModel shadow;
  private final FrameCopy kept = new FrameCopy();
  private final Map<Label, Agreement> byLabel = new LinkedHashMap<>();
  private Agreement all = Agreement.NONE;
  private List<Worst> worst = List.of();
  private long most;
  private long offered;
  private Instant nextOffer;

  /**
   * Starts to look on.
   *
   * @param model is this challenger's, which closes it
   * @param every how often a frame is sampled
   * @param offerEvery how often a frame is offered, if there is one about which they disagree
   */
  Challenger(
      LoadedModel model,
      ServingModel champion,
      Duration every,
      Duration offerEvery,
      InstantSource clock,
      DisagreementSink sink) {
    this.model = model;
    this.champion = champion;
    this.sink = sink;
    this.offerEvery = offerEvery;
    this.clock = clock;
    since = clock.instant();
    nextOffer = since.plus(offerEvery);
    shadow = new ShadowModel(model, every, clock, this::compare);
    champion.add(shadow);
  }

  private void compare(Frame frame, List<Detection> served, List<Detection> found) {
    Set<Label> common = new LinkedHashSet<>(model.card().labels());
    common.retainAll(champion.newest().card().labels());
    Agreement here = Agreement.of(served, found, common);
    count(here, served, found, common);
    if (here.different() > most) {
      most = here.different();
      var input = new FrameInput(frame.letterbox(), frame.input());
      worst = List.of(new Worst(kept.of(frame, input), served, found));
    }
    if (!clock.instant().isBefore(nextOffer)) {
      nextOffer = clock.instant().plus(offerEvery);
      offer();
    }
  }

  private synchronized void count(
      Agreement here, List<Detection> served, List<Detection> found, Set<Label> labels) {
    all = all.plus(here);
    for (Label label : labels) {
      byLabel.merge(label, Agreement.of(served, found, Set.of(label)), Agreement::plus);
    }
  }

  private void offer() {
    for (Worst one : worst) {
      sink.disagreed(one.frame(), one.champion(), one.challenger(), model.version());
      countOffer();
    }
    worst = List.of();
    most = 0;
  }

  private synchronized void countOffer() {
    offered++;
  }

  synchronized DisagreementReport report() {
    return new DisagreementReport(model.version(), since, all, byLabel, offered);
  }

  LoadedModel model() {
    return model;
  }

  @Override
  public void close() {
    champion.remove(shadow);
    shadow.close();
    model.close();
  }
}
