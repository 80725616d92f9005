package dev.sitewarden.edge.capture;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before a lost camera is tried again: twice as long each time, and by chance up
 * to half less, so that forty cameras behind one switch do not all come at once.
 */
public final class Backoff {
  private final Duration first;
  private final Duration longest;
  private final RandomGenerator random;
  private Duration pause;

  /**
   * @param first pause after a loss
   * @param longest pause between two attempts; a camera that lasted longer than this starts anew
   */
  public Backoff(Duration first, Duration longest, RandomGenerator random) {
    if (first.isNegative() || first.compareTo(longest) > 0) {
      throw new IllegalArgumentException(
          "pauses between attempts must grow from 0s or more, got %s..%s"
              .formatted(first, longest));
    }
    this.first = first;
    this.longest = longest;
    this.random = random;
    this.pause = first;
  }

  /** From one second to half a minute. */
  public static Backoff usual() {
    return new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30), RandomGenerator.getDefault());
  }

  /** The next pause. */
  Duration next() {
    Duration full = pause;
    Duration doubled = pause.multipliedBy(2);
    pause = doubled.compareTo(longest) < 0 ? doubled : longest;
    return Duration.ofNanos(Math.round(full.toNanos() * (0.5 + random.nextDouble() / 2)));
  }

  /** The camera was there for so long: one that only flickers does not start anew. */
  void lasted(Duration time) {
    if (time.compareTo(longest) > 0) {
      pause = first;
    }
  }
}
