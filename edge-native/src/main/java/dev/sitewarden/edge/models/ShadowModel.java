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
import java.util.concurrent.atomic.AtomicLong;

/**
 * A model that judges some of the frames as well, after the one that serves and slower: on a thread
 * of its own with the least priority, one frame at a time. It never leads to anything but a
 * comparison; if it fails, it ends, and the detection thread does not notice.
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

    /** The shadow cannot judge frames, and will not any more. */
    default void failed(String reason) {}
  }

  /**
   * How much of the machine a shadow may take.
   *
   * @param every how often a frame is sampled, over all cameras
   * @param share most of one core's time, 0..1: after each frame it rests until it keeps to that
   */
  record Effort(Duration every, double share) {
    Effort {
      if (every.isNegative() || !(share > 0 && share <= 1)) { // so that NaN fails too
        throw new IllegalArgumentException(
            "a shadow needs a time of 0s or more between samples and a share above 0 up to 1, got %s and %s"
                .formatted(every, share));
      }
    }

    private Duration restAfter(long nanos) {
      return Duration.ofNanos((long) (nanos * (1 / share - 1)));
    }
  }

  private record Sample(Frame frame, List<Detection> served) {}

  private final LoadedModel model;
  private final Effort effort;
  private final FrameSampling sampling;
  private final InstantSource clock;
  private final Comparison comparison;
  private final BlockingQueue<Sample> waiting = new ArrayBlockingQueue<>(1);

  /** Held from before a frame is copied until the shadow has done with the copy. */
  private final Semaphore free = new Semaphore(1);

  private final FrameCopy copy = new FrameCopy();
  private final AtomicLong dropped = new AtomicLong();
  private final Thread thread;
  private volatile boolean closed;

  /**
   * @param model is this shadow's until it is closed, and then the caller's again
   */
  @SuppressWarnings("ThreadPriorityCheck") // a wish that Linux may not heed; nothing relies on it
  ShadowModel(LoadedModel model, Effort effort, InstantSource clock, Comparison comparison) {
    this.model = model;
    this.effort = effort;
    this.sampling = new FrameSampling(effort.every());
    this.clock = clock;
    this.comparison = comparison;
    thread = Thread.ofPlatform().name("shadow-" + model.version()).daemon().unstarted(this::work);
    thread.setPriority(Thread.MIN_PRIORITY);
    thread.start();
  }

  LoadedModel model() {
    return model;
  }

  /** Frames that should have been sampled while it was still busy with another one. */
  long dropped() {
    return dropped.get();
  }

  @Override
  public void seen(Frame frame, List<Detection> counted, long nanos) {
    Instant now = clock.instant();
    if (closed || !sampling.isDue(frame.camera(), now)) {
      return;
    }
    if (!free.tryAcquire()) {
      dropped.incrementAndGet();
      return;
    }
    sampling.sampled(frame.camera(), now);
    try {
      waiting.add(new Sample(copy.of(frame, input(frame)), List.copyOf(counted)));
    } catch (IllegalArgumentException | OutOfMemoryError e) { // the champion goes on without it
      fail(e);
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
        long start = System.nanoTime();
        List<Detection> found = model.counted(model.detect(sample.frame()));
        comparison.compare(sample.frame(), sample.served(), found);
        Duration rest = effort.restAfter(System.nanoTime() - start);
        sampling.restUntil(rest.isZero() ? Instant.MIN : clock.instant().plus(rest));
        free.release();
      }
    } catch (InterruptedException e) {
      // closed: what it was about to say does not count any more
    } catch (RuntimeException | OutOfMemoryError e) { // whatever it is, it ends here
      fail(e);
    }
  }

  private void fail(Throwable e) {
    closed = true;
    String reason = "%s judges no frames any more: %s".formatted(model.version(), e.getMessage());
    System.getLogger(ShadowModel.class.getName()).log(System.Logger.Level.WARNING, reason);
    comparison.failed(reason);
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
