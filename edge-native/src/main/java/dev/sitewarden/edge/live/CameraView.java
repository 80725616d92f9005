package dev.sitewarden.edge.live;

import dev.sitewarden.domain.geometry.Polygon;
import dev.sitewarden.domain.vision.Frame;
import dev.sitewarden.domain.vision.Track;
import dev.sitewarden.domain.vision.Zone;
import dev.sitewarden.inference.frame.JpegWriter;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What one camera shows. The detection thread brings frames, the encoder thread makes pictures of
 * them, viewers wait for news; the lock is held for no longer than a copy of one picture takes.
 */
final class CameraView {
  /*
   * Two slots: detection fills `next`, the encoder swaps it against `current` and works on that
   * without the lock. What is not encoded when the next frame comes is overwritten: the newest
   * wins, and nobody waits for anybody.
   *
   * `followers` tells detection whether anybody waits at all. A follower counts itself before it
   * looks at `latest`; detection writes `latest` before it looks at `followers`: one of the two
   * sees the other, so no news is slept through, and without followers detection takes no lock.
   */
  private static final Logger LOG = System.getLogger(CameraView.class.getName());

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private final AtomicInteger followers = new AtomicInteger();
  private final AtomicInteger watchers = new AtomicInteger();
  private final long intervalNanos;
  private PictureSlot next = new PictureSlot();
  private PictureSlot current = new PictureSlot();
  private volatile List<Polygon> privacy = List.of();
  private volatile @Nullable Shown latest;
  private @Nullable Jpeg jpeg;
  private @Nullable Encoder encoder;
  private long frames;
  private long encoded;
  private long dueNanos;

  private record Encoder(JpegWriter writer, int widthPx, int heightPx) {}

  CameraView(double picturesPerSecond) {
    intervalNanos = (long) (1e9 / picturesPerSecond);
  }

  void cover(List<Polygon> areas) {
    privacy = List.copyOf(areas);
  }

  /** On the detection thread. True if there is a picture to encode. */
  boolean show(Frame frame, List<Track> tracks, List<Zone> zones, List<Count> counts) {
    long now = System.nanoTime();
    var size = frame.letterbox();
    latest =
        new Shown(
            ++frames,
            frame.capturedAt(),
            size.sourceWidthPx(),
            size.sourceHeightPx(),
            now,
            tracks,
            zones,
            counts);
    boolean isDue = watchers.get() > 0 && now - dueNanos >= 0;
    if (isDue || followers.get() > 0) {
      tell(frame, now, isDue);
    }
    return isDue;
  }

  private void tell(Frame frame, long now, boolean isDue) {
    lock.lock();
    try {
      if (isDue) {
        next.fill(frame.picture(), frame.letterbox());
        dueNanos = Math.max(dueNanos + intervalNanos, now);
      }
      news.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** On the encoder thread: makes a picture of the newest frame, or gives back what it needs. */
  void encode() {
    if (watchers.get() == 0) {
      release();
    } else if (takeNext()) {
      try {
        PrivacyMask.paint(current.pixels(), current.widthPx(), current.heightPx(), privacy);
        publish(encoderFor(current).writer().encode(current.pixels()));
      } catch (RuntimeException e) { // the other cameras are still to be seen
        LOG.log(Level.WARNING, "a live picture could not be encoded; trying the next one", e);
      }
    }
  }

  private boolean takeNext() {
    lock.lock();
    try {
      PictureSlot filled = next;
      next = current;
      current = filled;
      next.empty();
      return current.isFull();
    } finally {
      lock.unlock();
    }
  }

  private Encoder encoderFor(PictureSlot picture) {
    Encoder ready = encoder;
    if (ready == null
        || ready.widthPx() != picture.widthPx()
        || ready.heightPx() != picture.heightPx()) {
      closeEncoder();
      var writer = new JpegWriter(picture.widthPx(), picture.heightPx());
      ready = new Encoder(writer, picture.widthPx(), picture.heightPx());
      encoder = ready;
    }
    return ready;
  }

  private void publish(byte[] bytes) {
    lock.lock();
    try {
      jpeg = new Jpeg(++encoded, bytes);
      news.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** On the encoder thread. */
  void release() {
    closeEncoder();
    lock.lock();
    try {
      next.release();
      current.release();
      jpeg = null;
    } finally {
      lock.unlock();
    }
  }

  private void closeEncoder() {
    if (encoder != null) {
      encoder.writer().close();
      encoder = null;
    }
  }

  /** Pictures encoded so far. */
  long encoded() {
    lock.lock();
    try {
      return encoded;
    } finally {
      lock.unlock();
    }
  }

  void beginWatching() {
    watchers.incrementAndGet();
  }

  /** True if nobody watches any more. */
  boolean endWatching() {
    return watchers.decrementAndGet() == 0;
  }

  Optional<Shown> latest() {
    return Optional.ofNullable(latest);
  }

  /** A picture other than that one, newest first; empty if none comes in time. */
  Optional<Jpeg> awaitJpeg(long other, Duration limit) throws InterruptedException {
    return await(() -> Optional.ofNullable(jpeg).filter(j -> j.number() != other), limit);
  }

  /** News other than those; the latest ones there are if none come in time. */
  Optional<Shown> awaitNews(long other, Duration limit) throws InterruptedException {
    Optional<Shown> news = await(() -> latest().filter(s -> s.number() != other), limit);
    return news.or(this::latest);
  }

  /** Looks under the lock. */
  @FunctionalInterface
  private interface Look<T> {
    Optional<T> now();
  }

  private <T> Optional<T> await(Look<T> look, Duration limit) throws InterruptedException {
    followers.incrementAndGet();
    lock.lock();
    try {
      long left = limit.toNanos();
      Optional<T> seen = look.now();
      while (seen.isEmpty() && left > 0) {
        left = news.awaitNanos(left);
        seen = look.now();
      }
      return seen;
    } finally {
      lock.unlock();
      followers.decrementAndGet();
    }
  }
}
