package dev.sitewarden.training.learning;

import dev.sitewarden.training.network.Targets;
import dev.sitewarden.training.picture.Augmenter;
import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Composes batches on a thread of its own, a few ahead of the network. */
final class Loader implements AutoCloseable {
  private static final int AHEAD = 3;

  private final Augmenter augmenter;
  private final Plan plan;
  private final RandomGenerator random;
  private final BlockingQueue<Batch> ready = new ArrayBlockingQueue<>(AHEAD);
  private final Thread thread;
  private volatile @Nullable RuntimeException failure;

  Loader(Augmenter augmenter, Plan plan, RandomGenerator random) {
    this.augmenter = augmenter;
    this.plan = plan;
    this.random = random;
    thread = Thread.ofPlatform().daemon().name("training-loader").start(this::work);
  }

  private void work() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        ready.put(compose());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  private Batch compose() {
    int size = plan.cropPx();
    var targets = new Targets(plan.batch(), plan.topology().labels(), plan.cells());
    var pixels = ByteBuffer.allocate(plan.batch() * 3 * size * size);
    for (int i = 0; i < plan.batch(); i++) {
      var canvas = augmenter.compose(random);
      pixels.put(canvas.planes());
      targets.put(i, canvas.boxes(), canvas.unknown());
    }
    return new Batch(pixels.flip(), targets);
  }

  /**
   * The next batch.
   *
   * @throws RuntimeException what stopped the loader, such as a picture that cannot be read
   */
  Batch next() throws InterruptedException {
    while (true) {
      var batch = ready.poll(1, TimeUnit.SECONDS);
      if (batch != null) {
        return batch;
      }
      var stopped = failure;
      if (stopped != null) {
        throw stopped;
      }
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
