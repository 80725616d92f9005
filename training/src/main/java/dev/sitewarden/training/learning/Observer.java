package dev.sitewarden.training.learning;

import dev.sitewarden.training.network.Weights;

/** What the training tells the packages on its right; called on the training's thread. */
public interface Observer {
  void progressed(Progress progress);

  /**
   * The averaged weights at one of the training's stations; the last call is at its end.
   *
   * @return how good they are; the best are told by {@link #best}
   */
  double judge(Weights average, double used);

  /** The weights just judged are the best so far. */
  void best(Weights average);
}
