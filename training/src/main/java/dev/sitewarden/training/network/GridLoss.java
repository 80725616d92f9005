package dev.sitewarden.training.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;

/**
 * How far a grid is from its targets: a penalty-reduced focal loss on the scores ("CornerNet", Law
 * and Deng, 2018, equation 1, with alpha 2 and beta 4) per object, and on the boxes L1 distance
 * plus 1 - IoU per held cell. IoU is what a box is judged by; L1 pulls boxes that do not overlap
 * yet.
 */
public final class GridLoss {
  private static final float DISTANCE_WEIGHT = 0.75f;
  private static final float OVERLAP_WEIGHT = 2.25f;

  /** Keeps logarithms finite; scores beyond it are as right or wrong as they can be. */
  private static final float SCORE_EDGE = 1e-4f;

  /** The parts and their sum, each a scalar. */
  public record Parts(NDArray score, NDArray box, NDArray total) {}

  private GridLoss() {}

  /**
   * Compares.
   *
   * @param grid raw output of the network, {@code float[batch][labels + 4][cells][cells]}
   */
  public static Parts of(NDArray grid, Targets targets, NDManager manager) {
    int labels = targets.labels();
    var logits = grid.get(new NDIndex(":, 0:" + labels));
    var boxes = grid.get(new NDIndex(":, " + labels + ":"));
    var score = focal(logits, targets, manager).div(Math.max(1, targets.objects()));
    float weight = 0;
    for (float held : targets.held()) {
      weight += held;
    }
    var box = box(boxes, targets, manager).div(Math.max(1, weight));
    return new Parts(score, box, score.add(box));
  }

  private static NDArray focal(NDArray logits, Targets targets, NDManager manager) {
    var heat = array(manager, targets, targets.heat(), targets.labels());
    var known = array(manager, targets, targets.known(), 1);
    var positive = Activation.sigmoid(logits).clip(SCORE_EDGE, 1 - SCORE_EDGE);
    var negative = positive.neg().add(1);
    var centre = heat.gte(1).toType(heat.getDataType(), false);
    var found = positive.log().mul(negative.square()).mul(centre);
    var coldness = heat.neg().add(1).square().square();
    var quiet = negative.log().mul(positive.square()).mul(coldness).mul(known);
    return found.add(quiet).sum().neg();
  }

  private static NDArray box(NDArray boxes, Targets targets, NDManager manager) {
    var truth = array(manager, targets, targets.boxes(), Topology.BOX_CHANNELS);
    var held = array(manager, targets, targets.held(), 1);
    var distance = boxes.sub(truth).abs().sum(new int[] {1}, true);
    var gap = overlap(boxes, truth).neg().add(1);
    return distance.mul(DISTANCE_WEIGHT).add(gap.mul(OVERLAP_WEIGHT)).mul(held).sum();
  }

  /** Intersection over union, {@code [batch][1][cells][cells]}. */
  private static NDArray overlap(NDArray boxes, NDArray truth) {
    var shared = shared(boxes, truth, 0).mul(shared(boxes, truth, 1));
    var both = size(boxes, 0).mul(size(boxes, 1)).add(size(truth, 0).mul(size(truth, 1)));
    return shared.div(both.sub(shared).add(1e-6f));
  }

  /** Length that both boxes cover along an axis (0 across, 1 down). */
  private static NDArray shared(NDArray boxes, NDArray truth, int axis) {
    var half = size(boxes, axis).div(2);
    var trueHalf = size(truth, axis).div(2);
    var centre = channel(boxes, axis);
    var trueCentre = channel(truth, axis);
    var high = centre.add(half).minimum(trueCentre.add(trueHalf));
    var low = centre.sub(half).maximum(trueCentre.sub(trueHalf));
    return high.sub(low).maximum(0);
  }

  private static NDArray size(NDArray boxes, int axis) {
    return channel(boxes, 2 + axis).clip(-4, 5).exp();
  }

  private static NDArray channel(NDArray boxes, int index) {
    return boxes.get(new NDIndex(":, " + index + ":" + (index + 1)));
  }

  private static NDArray array(NDManager manager, Targets targets, float[] values, int channels) {
    return manager.create(
        values, new Shape(targets.batch(), channels, targets.cells(), targets.cells()));
  }
}
