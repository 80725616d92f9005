package dev.sitewarden.hub.telemetry;

import java.time.Duration;

/**
 * Whether the hub behaves as one whose limits are reached: IoT Hub first delays, then refuses. Off
 * until somebody switches it on, to try how a device takes it.
 */
public final class Throttle {
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private volatile boolean refuses;
  private volatile Duration delay = Duration.ZERO;

  /**
   * Switches.
   *
   * @param twinsRefused whether requests for twins and methods are answered 429
   * @param telemetryDelay how much later than otherwise telemetry has its PUBACK, at most a minute
   */
  public void set(boolean twinsRefused, Duration telemetryDelay) {
    if (telemetryDelay.isNegative() || telemetryDelay.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "the delay must be 0..%d ms, got %d"
              .formatted(LONGEST.toMillis(), telemetryDelay.toMillis()));
    }
    refuses = twinsRefused;
    delay = telemetryDelay;
  }

  /** Whether requests for twins and methods are answered 429. */
  public boolean refuses() {
    return refuses;
  }

  Duration delay() {
    return delay;
  }
}
