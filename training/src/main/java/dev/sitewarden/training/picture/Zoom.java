package dev.sitewarden.training.picture;

import java.util.random.RandomGenerator;

/** How much larger or smaller than served a picture is shown. */
enum Zoom {
  /** As served. */
  WHOLE(1, 1, 0),
  /** Alone on the canvas. */
  SINGLE(0.5, 1.6, 0.08),
  /** One of four. */
  MOSAIC(0.55, 1.3, 0.08);

  private final double smallest;
  private final double largest;
  private final double stretch;

  Zoom(double smallest, double largest, double stretch) {
    this.smallest = smallest;
    this.largest = largest;
    this.stretch = stretch;
  }

  /** Factor against the served size, evenly spread over its logarithm. */
  double scale(RandomGenerator random) {
    return smallest * Math.pow(largest / smallest, random.nextDouble());
  }

  /** Factor that widens and flattens. */
  double stretch(RandomGenerator random) {
    return Math.exp(stretch * (2 * random.nextDouble() - 1));
  }
}
