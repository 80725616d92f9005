package dev.sitewarden.hub.functions;

import java.time.Duration;

/**
 * Growing pauses between attempts: raising {@code first} spares a cloud that fails briefly, raising
 * {@code longest} spares one that is down, and delays the first message after it is back.
 */
final class BackOff {
  private final Duration first;
  private final Duration longest;
  private Duration next;

  BackOff(Duration first, Duration longest) {
    this.first = first;
    this.longest = longest;
    this.next = first;
  }

  /** The pause before the next attempt; each is twice the one before, up to the longest. */
  Duration next() {
    Duration pause = next;
    Duration doubled = pause.multipliedBy(2);
    next = doubled.compareTo(longest) < 0 ? doubled : longest;
    return pause;
  }

  void reset() {
    next = first;
  }
}
