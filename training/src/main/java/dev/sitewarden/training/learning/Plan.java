package dev.sitewarden.training.learning;

import dev.sitewarden.training.network.Topology;

/**
 * Everything that decides a training's outcome besides its pictures.
 *
 * @param inputSizePx side of the served network's input
 * @param cropPx side of what the network sees while it learns: smaller crops cost less, hold less
 *     padding, and heads keep the size they are served at
 * @param batch pictures a step: more are steadier and need a higher rate
 * @param peakRate learning rate after the warm-up: higher learns faster until it diverges
 * @param seed of weights, order and augmentation; two runs with a {@link Budget.Pictures} budget
 *     and one thread are equal
 */
public record Plan(
    Topology topology,
    int inputSizePx,
    int cropPx,
    int batch,
    double peakRate,
    Budget budget,
    long seed) {
  private static final long WARM_UP_STEPS = 100;
  private static final double FLOOR = 0.01;

  public Plan {
    requireSize("input", inputSizePx);
    requireSize("crop", cropPx);
    if (batch < 1 || !(peakRate > 0)) {
      throw new IllegalArgumentException(
          "plan needs a batch and a learning rate above 0, got %d and %s"
              .formatted(batch, peakRate));
    }
  }

  private static void requireSize(String what, int px) {
    if (px < Topology.COARSEST_STRIDE || px % Topology.COARSEST_STRIDE != 0) {
      throw new IllegalArgumentException(
          "%s size must be a multiple of %d px, got %d"
              .formatted(what, Topology.COARSEST_STRIDE, px));
    }
  }

  /** Side of the output grid while learning. */
  int cells() {
    return cropPx / Topology.STRIDE;
  }

  /**
   * Learning rate: a linear warm-up after every start (the optimiser's memory is not kept), then
   * half a cosine over the budget.
   *
   * @param step steps since this start
   * @param used share of the budget, 0..1
   */
  float rate(long step, double used) {
    double warmth = Math.min(1, (step + 1.0) / WARM_UP_STEPS);
    double cosine = 0.5 * (1 + Math.cos(Math.PI * Math.min(1, used)));
    return (float) (peakRate * warmth * (FLOOR + (1 - FLOOR) * cosine));
  }
}
