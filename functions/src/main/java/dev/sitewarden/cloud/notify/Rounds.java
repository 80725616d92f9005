package dev.sitewarden.cloud.notify;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sees that each kind of work runs once at a time in this process, and once more if it was asked
 * for meanwhile: a storm of calls costs one connection, and nothing that was asked for is missed.
 */
final class Rounds {
  private static final int IDLE = 0;
  private static final int RUNNING = 1;
  private static final int RUNNING_AND_AGAIN = 2;

  private final Map<String, AtomicInteger> states = new ConcurrentHashMap<>();

  /** Whether the caller is to run it now. */
  boolean ask(String work) {
    return state(work).getAndUpdate(is -> is == IDLE ? RUNNING : RUNNING_AND_AGAIN) == IDLE;
  }

  /** Whether whoever ran it is to run it again. */
  boolean ended(String work) {
    return state(work).updateAndGet(is -> is == RUNNING ? IDLE : RUNNING) == RUNNING;
  }

  private AtomicInteger state(String work) {
    return states.computeIfAbsent(work, name -> new AtomicInteger(IDLE));
  }
}
