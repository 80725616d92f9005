package dev.sitewarden.inference.frame;

import dev.sitewarden.domain.geometry.Letterbox;
import java.util.List;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;

/**
 * A fixed number of reused pixel buffers. When all are out, {@link #take} waits: a reader that runs
 * ahead of its taker is held back instead of filling memory. The one given back last is taken
 * first: only as many grow to a picture's size (50 MB at 7680x4320) as are ever out together. What
 * is out when the pool is closed stays good until it is given back.
 */
final class PixelPool implements AutoCloseable {
  /** One being read, one waiting in the slot, one in detection, one kept for a snapshot. */
  static final int SIZE = 4;

  private final BlockingDeque<Pixels> free = new LinkedBlockingDeque<>(SIZE);
  private volatile boolean isClosed;

  PixelPool() {
    for (int i = 0; i < SIZE; i++) {
      free.add(new Pixels());
    }
  }

  Pixels take(List<Letterbox> letterboxes) throws InterruptedException {
    Pixels pixels = free.takeFirst();
    pixels.fit(letterboxes);
    return pixels;
  }

  void giveBack(Pixels pixels) {
    pixels.picture().release();
    free.addFirst(pixels);
    if (isClosed) {
      closeFree();
    }
  }

  @Override
  public void close() {
    isClosed = true;
    closeFree();
  }

  private void closeFree() {
    for (Pixels pixels = free.poll(); pixels != null; pixels = free.poll()) {
      pixels.close();
    }
  }
}
