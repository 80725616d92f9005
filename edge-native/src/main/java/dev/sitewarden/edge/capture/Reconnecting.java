package dev.sitewarden.edge.capture;

import dev.sitewarden.domain.vision.Frame;
import dev.sitewarden.inference.frame.FrameSource;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A camera that comes back: when it stops, it is opened again after a pause that doubles from one
 * second to half a minute. Read by the capture thread.
 */
public final class Reconnecting implements FrameSource {
  private static final Logger LOG = System.getLogger(Reconnecting.class.getName());

  /** First and longest pause between two attempts. */
  public record Pauses(Duration first, Duration longest) {
    public static Pauses defaults() {
      return new Pauses(Duration.ofSeconds(1), Duration.ofSeconds(30));
    }
  }

  private final Supplier<FrameSource> opener;
  private final Pauses pauses;
  private Optional<FrameSource> source;
  private Duration pause;

  /**
   * @param first the camera, open; it is closed here
   * @param opener opens it again, or throws what is to be told
   */
  public Reconnecting(FrameSource first, Supplier<FrameSource> opener, Pauses pauses) {
    this.source = Optional.of(first);
    this.opener = opener;
    this.pauses = pauses;
    this.pause = pauses.first();
  }

  /** The next frame, however long that takes; empty if the thread was interrupted. */
  @Override
  public Optional<Frame> next() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        Optional<Frame> frame = current().next();
        if (frame.isPresent()) {
          pause = pauses.first();
          return frame;
        }
        stopped("the camera ended its stream");
      } catch (UncheckedIOException e) {
        stopped(String.valueOf(e.getMessage()));
      }
    }
    return Optional.empty();
  }

  private FrameSource current() {
    FrameSource open = source.orElseGet(opener);
    source = Optional.of(open);
    return open;
  }

  private void stopped(String reason) {
    source.ifPresent(FrameSource::close);
    source = Optional.empty();
    if (Thread.currentThread().isInterrupted()) {
      return;
    }
    LOG.log(Level.WARNING, "{0}; trying again in {1} s", reason, pause.toSeconds());
    try {
      TimeUnit.NANOSECONDS.sleep(pause.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Duration doubled = pause.multipliedBy(2);
    pause = doubled.compareTo(pauses.longest()) < 0 ? doubled : pauses.longest();
  }

  @Override
  public void close() {
    source.ifPresent(FrameSource::close);
    source = Optional.empty();
  }
}
