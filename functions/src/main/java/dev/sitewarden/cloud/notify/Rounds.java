package dev.sitewarden.cloud.notify;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Sees that each kind of work runs once at a time in this process, and once more if it was asked
 * for meanwhile: a storm of calls costs one connection, and nothing that was asked for is missed.
 */
final class Rounds {
  /** What runs, and whether it is to run once more. */
  private final Map<String, Boolean> running = new HashMap<>();

  private boolean isClosed;

  /** Whether the caller is to run it now. */
  synchronized boolean ask(String work) {
    return !isClosed && !running.merge(work, false, (was, now) -> true);
  }

  /** Whether whoever ran it is to run it again. */
  synchronized boolean ended(String work) {
    boolean isAskedFor = running.getOrDefault(work, false);
    if (isAskedFor && !isClosed) {
      running.put(work, false);
      return true;
    }
    running.remove(work);
    notifyAll();
    return false;
  }

  /**
   * Begins no more rounds, and waits for those that run.
   *
   * @return whether all ended in time
   */
  synchronized boolean close(Duration patience) {
    isClosed = true;
    long until = System.nanoTime() + patience.toNanos();
    try {
      for (long left = until - System.nanoTime();
          !running.isEmpty() && left > 0;
          left = until - System.nanoTime()) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // whoever stops us has no time
    }
    return running.isEmpty();
  }
}
