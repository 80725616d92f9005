package dev.sitewarden.edge.models;

import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.domain.vision.Frame;
import dev.sitewarden.domain.vision.FrameInput;
import dev.sitewarden.inference.frame.InputSize;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;

/**
 * A model that judges some of the frames as well, after the one that serves and slower: on a thread
 * of its own with the least priority, one frame at a time. It never leads to anything but a
 * comparison.
 */
final class ShadowModel implements FrameTap, AutoCloseable {
  /** Takes what both found in a frame. On the shadow's thread. */
  interface Comparison {
    /**
     * Both have judged a frame.
     *
     * @param frame good until this returns
     * @param served what the serving model's detections count
     * @param shadow what the shadow's do
     */
    void compare(Frame frame, List<Detection> served, List<Detection> shadow);
  }

  private record Sample(Frame frame, List<Detection> served) {}

  private final LoadedModel model;
  private final Duration every;
  private final InstantSource clock;
  private final Comparison comparison;
  private final BlockingQueue<Sample> waiting = new ArrayBlockingQueue<>(1);

  /** Held from before a frame is copied until the shadow has done with the copy. */
  private final Semaphore free = new Semaphore(1);

  private final FrameCopy copy = new FrameCopy();
  private final Thread thread;
  private Instant next = Instant.MIN;
  private volatile boolean closed;

  /**
   * @param model is this shadow's until it is closed, and then the caller's again
   */
  @SuppressWarnings("ThreadPriorityCheck") // a wish that Linux may not heed; nothing relies on it
  ShadowModel(LoadedModel model, Duration every, InstantSource clock, Comparison comparison) {
    this.model = model;
    this.every = every;
    this.clock = clock;
    this.comparison = comparison;
    thread = Thread.ofPlatform().name("shadow-" + model.version()).daemon().unstarted(this::work);
    thread.setPriority(Thread.MIN_PRIORITY);
    thread.start();
  }

  LoadedModel model() {
    return model;
  }

  @Override
  public void seen(Frame frame, List<Detection> counted, long nanos) {
    Instant now = clock.instant();
    if (!now.isBefore(next) && free.tryAcquire()) {
      next = now.plus(every);
      waiting.add(new Sample(copy.of(frame, input(frame)), List.copyOf(counted)));
    }
  }

  /** What the shadow eats, if the frame was made for it; else the shadow makes it anew. */
  private FrameInput input(Frame frame) {
    InputSize size = model.model().inputSize();
    return frame
        .input(size.widthPx(), size.heightPx())
        .orElseGet(() -> new FrameInput(frame.letterbox(), frame.input()));
  }

  private void work() {
    try {
      while (!closed) {
        Sample sample = waiting.take();
        List<Detection> found = model.counted(model.detect(sample.frame()));
        comparison.compare(sample.frame(), sample.served(), found);
        free.release();
      }
    } catch (InterruptedException e) {
      // closed: what it was about to say does not count any more
    } catch (IllegalArgumentException e) {
      System.getLogger(ShadowModel.class.getName())
          .log(
              System.Logger.Level.WARNING,
              "%s judges no frames any more: %s".formatted(model.version(), e.getMessage()));
    }
  }

  /** Ends the thread and waits for it; the model is the caller's again. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
