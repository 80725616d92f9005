package dev.sitewarden.edge.capture;

import dev.sitewarden.domain.vision.Frame;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Room for one frame of each camera between the capture threads and the detection thread. A frame
 * that waits is closed and counted when a newer one of its camera comes. The taker gets the cameras
 * in turn, so that a fast one never keeps a slow one waiting.
 */
final class FrameSlots {
  /** One camera's place; guarded by the lock. */
  private static final class Slot {
    private Optional<Frame> waiting = Optional.empty();
    private boolean ended;
    private long dropped;
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Slot[] slots;
  private Optional<RuntimeException> failure = Optional.empty();
  private boolean stopped;
  private int turn;

  FrameSlots(int cameras) {
    slots = new Slot[cameras];
    for (int i = 0; i < cameras; i++) {
      slots[i] = new Slot();
    }
  }

  /** Puts the newest frame in; one that still waits is dropped. */
  void replace(int camera, Frame frame) {
    lock.lock();
    try {
      Slot slot = slots[camera];
      slot.waiting.ifPresent(Frame::close);
      slot.dropped += slot.waiting.isPresent() ? 1 : 0;
      set(slot, frame);
    } finally {
      lock.unlock();
    }
  }

  /** Puts a frame in as soon as the one before it is taken. */
  void append(int camera, Frame frame) throws InterruptedException {
    lock.lock();
    try {
      awaitTaken(slots[camera]);
      set(slots[camera], frame);
    } catch (InterruptedException e) {
      frame.close();
      throw e;
    } finally {
      lock.unlock();
    }
  }

  /** No more frames of this camera come; the last one is not dropped. */
  void end(int camera, Optional<RuntimeException> reason) throws InterruptedException {
    lock.lock();
    try {
      awaitTaken(slots[camera]);
      failure = failure.or(() -> reason);
      slots[camera].ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void set(Slot slot, Frame frame) {
    if (stopped) {
      slot.waiting = Optional.empty();
      frame.close();
      return;
    }
    slot.waiting = Optional.of(frame);
    changed.signalAll();
  }

  private void awaitTaken(Slot slot) throws InterruptedException {
    while (slot.waiting.isPresent()) {
      changed.await();
    }
  }

  /**
   * Takes a frame, waiting for one.
   *
   * @return empty when it was stopped and when every camera ended
   * @throws RuntimeException what ended the first camera that should not have ended, after all of
   *     them did
   */
  Optional<Frame> take() throws InterruptedException {
    lock.lock();
    try {
      Optional<Frame> taken = takeInTurn();
      while (taken.isEmpty() && !stopped && !allEnded()) {
        changed.await();
        taken = takeInTurn();
      }
      if (taken.isEmpty() && !stopped && failure.isPresent()) {
        throw failure.get();
      }
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** Waits for a frame or the end; false if neither came in time. */
  boolean awaitNews(Duration limit) throws InterruptedException {
    lock.lock();
    try {
      long left = limit.toNanos();
      while (!hasNews() && left > 0) {
        left = changed.awaitNanos(left);
      }
      return hasNews();
    } finally {
      lock.unlock();
    }
  }

  private boolean hasNews() {
    return stopped || allEnded() || Arrays.stream(slots).anyMatch(slot -> slot.waiting.isPresent());
  }

  private Optional<Frame> takeInTurn() {
    for (int i = 0; i < slots.length; i++) {
      Slot slot = slots[(turn + i) % slots.length];
      if (slot.waiting.isPresent()) {
        Optional<Frame> taken = slot.waiting;
        slot.waiting = Optional.empty();
        turn = (turn + i + 1) % slots.length;
        changed.signalAll();
        return taken;
      }
    }
    return Optional.empty();
  }

  private boolean allEnded() {
    for (Slot slot : slots) {
      if (!slot.ended) {
        return false;
      }
    }
    return true;
  }

  /** Ends it for the taker at once; frames that still come are closed. */
  void stop() {
    lock.lock();
    try {
      stopped = true;
      for (Slot slot : slots) {
        slot.waiting.ifPresent(Frame::close);
        slot.waiting = Optional.empty();
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  long dropped(int camera) {
    lock.lock();
    try {
      return slots[camera].dropped;
    } finally {
      lock.unlock();
    }
  }
}
