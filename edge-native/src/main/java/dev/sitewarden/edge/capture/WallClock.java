package dev.sitewarden.edge.capture;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * Notices when the device's clock is set: a Raspberry Pi has no battery and learns the time from
 * the network, minutes after it started. Used by one thread.
 */
final class WallClock {
  /** Less is what a time service wears off by itself, or a pause of this process. */
  private static final Duration TOLERANCE = Duration.ofSeconds(2);

  private final InstantSource clock;
  private final LongSupplier nanos;
  private Instant zero;

  /**
   * @param nanos time that only runs, such as {@link System#nanoTime}
   */
  WallClock(InstantSource clock, LongSupplier nanos) {
    this.clock = clock;
    this.nanos = nanos;
    this.zero = zero();
  }

  /** How far it was set since the last call; zero if it was not. */
  Duration step() {
    Instant now = zero();
    Duration step = Duration.between(zero, now);
    if (step.abs().compareTo(TOLERANCE) <= 0) {
      return Duration.ZERO;
    }
    zero = now;
    return step;
  }

  /** What the clock showed when the running time was zero. */
  private Instant zero() {
    return clock.instant().minusNanos(nanos.getAsLong());
  }
}
