package dev.sitewarden.edge.capture;

import dev.sitewarden.domain.vision.Frame;
import dev.sitewarden.inference.frame.FrameSource;
import java.util.Optional;

/**
 * Reads another source on a thread of its own at its pace. What is live goes to a slow taker newest
 * first; everything else waits for him.
 */
public final class Capture implements FrameSource {
  private final FrameSource source;
  private final Pace pace;
  private final FrameSlot slot = new FrameSlot();
  private final Thread thread;

  /** Takes over the source and starts to read it; {@link #close} closes it. */
  public Capture(FrameSource source, Pace pace) {
    this.source = source;
    this.pace = pace;
    this.thread = Thread.ofPlatform().name("capture").unstarted(this::run);
    thread.start();
  }

  private void run() {
    try {
      Optional<RuntimeException> failure = Optional.empty();
      try {
        readAll();
      } catch (RuntimeException e) {
        failure = Optional.of(e);
      }
      slot.end(failure);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // close() is waiting for this thread
    }
  }

  private void readAll() throws InterruptedException {
    for (var next = source.next(); next.isPresent(); next = source.next()) {
      Frame frame = next.get();
      if (pace.isHistory(frame.capturedAt())) {
        slot.append(frame);
      } else {
        handOverWhenDue(frame);
      }
    }
  }

  private void handOverWhenDue(Frame frame) throws InterruptedException {
    try {
      pace.await(frame.capturedAt());
    } catch (InterruptedException e) {
      frame.close();
      throw e;
    }
    slot.replace(frame);
  }

  /** Ends it early: the taker gets no more frames. Any thread. */
  public void stop() {
    slot.stop();
  }

  /** Frames that were seen and left out because the taker was busy. */
  public long dropped() {
    return slot.dropped();
  }

  @Override
  public Optional<Frame> next() {
    try {
      return slot.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    boolean interrupted = false;
    while (thread.isAlive()) { // the source may be closed only after its thread has left it
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    slot.stop();
    source.close();
  }
}
