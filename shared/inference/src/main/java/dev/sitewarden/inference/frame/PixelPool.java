package dev.sitewarden.inference.frame;

import dev.sitewarden.domain.geometry.Letterbox;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * A fixed number of reused pixel buffers. When all are out, {@link #take} waits: a reader that runs
 * ahead of its taker is held back instead of filling memory.
 */
final class PixelPool {
  /** One being read, one waiting in the slot, one in detection, one kept for a snapshot. */
  static final int SIZE = 4;

  private final BlockingQueue<Pixels> free = new ArrayBlockingQueue<>(SIZE);

  PixelPool() {
    for (int i = 0; i < SIZE; i++) {
      free.add(new Pixels());
    }
  }

  Pixels take(List<Letterbox> letterboxes) throws InterruptedException {
    Pixels pixels = free.take();
    pixels.fit(letterboxes);
    return pixels;
  }

  void giveBack(Pixels pixels) {
    free.add(pixels);
  }
}
