package dev.sitewarden.edge.capture;

import dev.sitewarden.domain.vision.Frame;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Room for one frame between the capture thread and the detection thread. A frame that waits is
 * closed and counted when a newer one comes.
 */
final class FrameSlot {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private Optional<Frame> waiting = Optional.empty();
  private Optional<RuntimeException> failure = Optional.empty();
  private boolean ended;
  private boolean stopped;
  private long dropped;

  /** Puts the newest frame in; one that still waits is dropped. */
  void replace(Frame frame) {
    lock.lock();
    try {
      waiting.ifPresent(Frame::close);
      dropped += waiting.isPresent() ? 1 : 0;
      set(frame);
    } finally {
      lock.unlock();
    }
  }

  /** Puts a frame in as soon as the one before it is taken. */
  void append(Frame frame) throws InterruptedException {
    lock.lock();
    try {
      awaitTaken();
      set(frame);
    } catch (InterruptedException e) {
      frame.close();
      throw e;
    } finally {
      lock.unlock();
    }
  }

  /** No more frames come; the last one is not dropped. */
  void end(Optional<RuntimeException> reason) throws InterruptedException {
    lock.lock();
    try {
      awaitTaken();
      failure = reason;
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void set(Frame frame) {
    if (stopped) {
      frame.close();
      return;
    }
    waiting = Optional.of(frame);
    changed.signalAll();
  }

  private void awaitTaken() throws InterruptedException {
    while (waiting.isPresent()) {
      changed.await();
    }
  }

  /**
   * Takes the frame, waiting for one.
   *
   * @return empty at the end
   */
  Optional<Frame> take() throws InterruptedException {
    lock.lock();
    try {
      while (waiting.isEmpty() && !ended && !stopped) {
        changed.await();
      }
      Optional<Frame> taken = waiting;
      waiting = Optional.empty();
      changed.signalAll();
      if (taken.isEmpty() && !stopped && failure.isPresent()) {
        throw failure.get();
      }
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** Ends it for the taker at once; frames that still come are closed. */
  void stop() {
    lock.lock();
    try {
      stopped = true;
      waiting.ifPresent(Frame::close);
      waiting = Optional.empty();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  long dropped() {
    lock.lock();
    try {
      return dropped;
    } finally {
      lock.unlock();
    }
  }
}
