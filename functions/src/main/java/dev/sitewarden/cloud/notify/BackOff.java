package dev.sitewarden.cloud.notify;

import java.time.Duration;
import java.util.Optional;

/** How long to wait before the next attempt: doubling, at most an hour, or as the channel wants. */
final class BackOff {
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final int MOST_DOUBLINGS = 20;

  private BackOff() {}

  /**
   * The pause after an attempt.
   *
   * @param attempts how many were made, from 1
   */
  static Duration after(int attempts, Duration first, Optional<Duration> asked) {
    Duration doubled = first.multipliedBy(1L << Math.min(attempts - 1, MOST_DOUBLINGS));
    Duration wanted = asked.filter(pause -> pause.compareTo(doubled) > 0).orElse(doubled);
    return wanted.compareTo(LONGEST) < 0 ? wanted : LONGEST;
  }
}
