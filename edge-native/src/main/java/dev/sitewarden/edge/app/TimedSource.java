package dev.sitewarden.edge.app;

import dev.sitewarden.domain.vision.Frame;
import dev.sitewarden.edge.metrics.Histogram;
import dev.sitewarden.inference.frame.FrameSource;
import java.time.Duration;
import java.util.Optional;

/** Measures another source: packet to letterboxed picture. Used by the capture thread. */
final class TimedSource implements FrameSource {
  private final FrameSource source;
  private final Histogram clock;
  private final Timings timings = new Timings();
  private volatile long lastRead;

  /**
   * @param clock is told what each frame took
   */
  TimedSource(FrameSource source, Histogram clock) {
    this.source = source;
    this.clock = clock;
  }

  /** Whether a frame was read within so many nanoseconds. Any thread. */
  boolean hasReadWithin(long nanos) {
    return lastRead != 0 && System.nanoTime() - lastRead < nanos;
  }

  /** To be read when the capture thread has ended. */
  Timings timings() {
    return timings;
  }

  @Override
  public Optional<Frame> next() {
    long start = System.nanoTime();
    Optional<Frame> frame = source.next();
    lastRead = System.nanoTime();
    timings.add(lastRead - start);
    clock.add(Duration.ofNanos(lastRead - start));
    return frame;
  }

  @Override
  public void close() {
    source.close();
  }
}
