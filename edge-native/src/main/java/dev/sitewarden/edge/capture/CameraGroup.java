package dev.sitewarden.edge.capture;

import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.domain.vision.Frame;
import dev.sitewarden.inference.frame.FrameSource;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Several cameras for one detection thread. Each is read on a thread of its own at its pace, so
 * that one which stalls or is lost holds up nobody; the taker gets the newest frame of each in
 * turn. What is a recording waits for the taker and drops nothing.
 */
public final class CameraGroup implements FrameSource {
  private static final Logger LOG = System.getLogger(CameraGroup.class.getName());

  /**
   * One camera of the group.
   *
   * @param source is taken over and closed by the group
   * @param pace whether its frames may be dropped, and when they are due
   */
  public record Feed(CameraId camera, FrameSource source, Pace pace) {}

  private final List<Feed> feeds;
  private final FrameSlots slots;
  private final List<Thread> threads;

  /** Takes the sources over and starts to read them; {@link #close} closes them. */
  public CameraGroup(List<Feed> feeds) {
    if (feeds.isEmpty()) {
      throw new IllegalArgumentException("a group needs at least one camera");
    }
    this.feeds = List.copyOf(feeds);
    this.slots = new FrameSlots(feeds.size());
    this.threads = IntStream.range(0, feeds.size()).mapToObj(this::thread).toList();
    threads.forEach(Thread::start);
  }

  private Thread thread(int index) {
    return Thread.ofPlatform()
        .name("capture-" + feeds.get(index).camera())
        .unstarted(() -> run(index));
  }

  private void run(int index) {
    try {
      Optional<RuntimeException> failure = Optional.empty();
      try {
        readAll(index);
      } catch (RuntimeException e) {
        failure = Optional.of(e);
      } catch (Error e) { // memory, say: the taker must not wait for this camera for ever
        CameraId camera = feeds.get(index).camera();
        failure =
            Optional.of(new IllegalStateException("reading camera %s ended".formatted(camera), e));
      }
      failure.ifPresent(
          e -> LOG.log(Level.ERROR, "camera {0} ended: {1}", feeds.get(index).camera(), e));
      slots.end(index, failure);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // close() is waiting for this thread
    }
  }

  private void readAll(int index) throws InterruptedException {
    Feed feed = feeds.get(index);
    FrameSource source = feed.source();
    for (var next = source.next(); next.isPresent(); next = source.next()) {
      Frame frame = next.get();
      if (feed.pace().isHistory(frame.capturedAt())) {
        slots.append(index, frame);
      } else {
        handOverWhenDue(index, frame);
      }
    }
  }

  private void handOverWhenDue(int index, Frame frame) throws InterruptedException {
    try {
      feeds.get(index).pace().await(frame.capturedAt());
    } catch (InterruptedException e) {
      frame.close();
      throw e;
    }
    slots.replace(index, frame);
  }

  /** Ends it early: the taker gets no more frames. Any thread. */
  public void stop() {
    slots.stop();
  }

  /** Frames of all cameras that were seen and left out because the taker was busy. */
  public long dropped() {
    return IntStream.range(0, feeds.size()).mapToLong(slots::dropped).sum();
  }

  /** Frames of one camera that were left out because the taker was busy. */
  public long dropped(CameraId camera) {
    return IntStream.range(0, feeds.size())
        .filter(index -> feeds.get(index).camera().equals(camera))
        .mapToLong(slots::dropped)
        .sum();
  }

  /** Waits for what {@link #next} gives; false if nothing came in time, nor the end. */
  public boolean awaitNews(Duration limit) {
    try {
      return slots.awaitNews(limit);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>{@link Frame#camera} tells whose it is. A camera that fails ends alone: what ended it is
   * thrown after the others have ended too.
   */
  @Override
  public Optional<Frame> next() {
    try {
      return slots.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
    boolean interrupted = false;
    for (Thread thread : threads) {
      interrupted |= join(thread); // a source may be closed only after its thread has left it
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    slots.stop();
    feeds.forEach(feed -> feed.source().close());
  }

  /** Waits for a thread's end, and says whether it was interrupted meanwhile. */
  private static boolean join(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    return interrupted;
  }
}
