package dev.sitewarden.training.learning;

import java.time.Duration;

/** Sums up the steps between two lines of progress. */
final class Meter {
  private double scoreLoss;
  private double boxLoss;
  private long pictures;
  private Duration spent = Duration.ZERO;
  private int steps;

  void add(Stepper.Losses losses, int seen, Duration took) {
    scoreLoss += losses.score();
    boxLoss += losses.box();
    pictures += seen;
    spent = spent.plus(took);
    steps++;
  }

  /** Reads and starts again. */
  Progress read(long total, double used, Duration totalSpent) {
    double seconds = spent.toNanos() / 1e9;
    double left = totalSpent.toMillis() / used * (1 - used);
    var progress =
        new Progress(
            total,
            used,
            scoreLoss / steps,
            boxLoss / steps,
            pictures / seconds,
            Duration.ofMillis(Math.max(0, (long) left)));
    scoreLoss = 0;
    boxLoss = 0;
    pictures = 0;
    spent = Duration.ZERO;
    steps = 0;
    return progress;
  }
}
