package dev.sitewarden.domain.vision;

import java.time.Duration;
import java.time.Instant;

/**
 * When a frame was captured.
 *
 * @param at by the camera's clock, which somebody may set
 * @param elapsed since the first frame, never less than a moment before
 */
record Moment(Instant at, Duration elapsed) {
  /**
   * The longest gap between two frames that counts in full: a clock that was set forward makes no
   * passer-by a lingerer of an hour.
   */
  private static final Duration LONGEST_GAP = Duration.ofMinutes(1);

  static Moment first(Instant at) {
    return new Moment(at, Duration.ZERO);
  }

  /** The next frame's; a clock that was set back stands still for one frame. */
  Moment next(Instant nextAt) {
    Duration gap = Duration.between(at, nextAt);
    if (gap.isNegative()) {
      return new Moment(nextAt, elapsed);
    }
    return new Moment(nextAt, elapsed.plus(gap.compareTo(LONGEST_GAP) > 0 ? LONGEST_GAP : gap));
  }

  /** Time since an earlier moment. */
  Duration since(Duration earlier) {
    return elapsed.minus(earlier);
  }
}
