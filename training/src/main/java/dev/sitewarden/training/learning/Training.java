package dev.sitewarden.training.learning;

import dev.sitewarden.training.network.Weights;
import dev.sitewarden.training.picture.Augmenter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;

/**
 * The training loop. The network's weights are smoothed by an exponential average; that average is
 * judged and written as a checkpoint at evenly spaced stations of the budget. Judging does not
 * count as training time. Runs on the caller's thread, once.
 */
public final class Training implements AutoCloseable {
  private static final int STATIONS = 18;
  private static final int STEPS_A_LINE = 50;

  /** The average remembers about 500 steps: more is smoother but lags behind. */
  private static final double MEMORY = 0.998;

  private final Plan plan;
  private final Path file;
  private final Observer observer;
  private final Stepper stepper;
  private final Meter meter = new Meter();
  private Weights average;
  private long pictures;
  private Duration spent = Duration.ZERO;
  private double best = Double.NEGATIVE_INFINITY;

  /**
   * Makes a fresh network.
   *
   * @param file where checkpoints go
   */
  public Training(Plan plan, Path file, Observer observer) {
    this.plan = plan;
    this.file = file;
    this.observer = observer;
    stepper = new Stepper(plan.topology(), plan.inputSizePx(), plan.seed());
    average = Weights.of(stepper.network());
  }

  /** Continues from a checkpoint of the same topology; what it used of the budget stays used. */
  public void resume(Checkpoint checkpoint) {
    checkpoint.weights().copyTo(stepper.network());
    average = checkpoint.average();
    pictures = checkpoint.pictures();
    spent = checkpoint.spent();
    best = checkpoint.best();
  }

  /**
   * Trains until the budget is used.
   *
   * @throws InterruptedException if the thread is interrupted; the last checkpoint stays
   */
  public void run(Augmenter augmenter) throws InterruptedException {
    var random = new SplittableRandom(plan.seed() + pictures);
    try (var loader = new Loader(augmenter, plan, random)) {
      int station = station();
      boolean judged = false;
      for (long step = 0; used() < 1; step++) {
        advance(loader, step);
        if (step % STEPS_A_LINE == STEPS_A_LINE - 1) {
          observer.progressed(meter.read(pictures, used(), spent));
        }
        if (station() > station) {
          station = station();
          judge();
          judged = true;
        }
      }
      if (!judged) { // resumed at its end: only the judging is wanted
        best = Double.NEGATIVE_INFINITY;
        judge();
      }
    }
  }

  private void advance(Loader loader, long step) throws InterruptedException {
    long start = System.nanoTime();
    var losses = stepper.step(loader.next(), plan.rate(step, used()));
    pictures += plan.batch();
    double updates = (double) pictures / plan.batch();
    average.drift(stepper.network(), (float) Math.min(MEMORY, (1 + updates) / (20 + updates)));
    var took = Duration.ofNanos(System.nanoTime() - start);
    spent = spent.plus(took);
    meter.add(losses, plan.batch(), took);
  }

  private void judge() {
    double score = observer.judge(average, Math.min(1, used()));
    if (score > best) {
      best = score;
      observer.best(average);
    }
    new Checkpoint(pictures, spent, best, Weights.of(stepper.network()), average).write(file);
  }

  private double used() {
    return plan.budget().used(pictures, spent);
  }

  private int station() {
    return (int) Math.floor(Math.min(1, used()) * STATIONS);
  }

  @Override
  public void close() {
    stepper.close();
  }
}
