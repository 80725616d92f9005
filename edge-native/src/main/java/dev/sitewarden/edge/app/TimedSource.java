package dev.sitewarden.edge.app;

import dev.sitewarden.domain.vision.Frame;
import dev.sitewarden.inference.frame.FrameSource;
import java.util.Optional;

/** Measures another source: packet to letterboxed picture. Used by the capture thread. */
final class TimedSource implements FrameSource {
  private final FrameSource source;
  private final Timings timings = new Timings();
  private volatile long lastRead;

  TimedSource(FrameSource source) {
    this.source = source;
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
    timings.add(System.nanoTime() - start);
    lastRead = System.nanoTime();
    return frame;
  }

  @Override
  public void close() {
    source.close();
  }
}
