package dev.sitewarden.edge.outbox;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Counts that something changed, so that a thread can wait for what comes after what it saw. Any
 * thread.
 */
final class Pulse {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition beaten = lock.newCondition();
  private long beats;

  /** Something changed. */
  void beat() {
    lock.lock();
    try {
      beats++;
      beaten.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** To be read before one looks at what may change. */
  long beats() {
    lock.lock();
    try {
      return beats;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until something changed after {@code seen}, at most so long; the nanoseconds left. */
  long await(long seen, long nanos) throws InterruptedException {
    long left = nanos;
    lock.lock();
    try {
      while (beats == seen && left > 0) {
        left = beaten.awaitNanos(left);
      }
      return left;
    } finally {
      lock.unlock();
    }
  }

  void await(long seen) throws InterruptedException {
    await(seen, TimeUnit.DAYS.toNanos(1)); // for good, as far as its callers' loops can tell
  }
}
