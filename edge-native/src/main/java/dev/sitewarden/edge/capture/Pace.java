package dev.sitewarden.edge.capture;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** When a frame that was captured at an instant is due here. Used by the capture thread. */
public final class Pace {
  private final InstantSource clock;
  private final Optional<Duration> shift;
  private final Instant liveFrom;

  private Pace(InstantSource clock, Optional<Duration> shift, Instant liveFrom) {
    this.clock = clock;
    this.shift = shift;
    this.liveFrom = liveFrom;
  }

  /** Frames come by themselves when they are captured: a camera. */
  public static Pace ofCamera(InstantSource clock) {
    return new Pace(clock, Optional.empty(), Instant.MIN);
  }

  /**
   * A recording is played as if it happened now.
   *
   * @param epoch capture instant of its first frame
   * @param started when the playing began; before now if it was interrupted, and then what is due
   *     before now counts as history and is caught up without dropping any
   */
  public static Pace ofRecording(InstantSource clock, Instant epoch, Instant started) {
    return new Pace(clock, Optional.of(Duration.between(epoch, started)), clock.instant());
  }

  /** Nothing waits and nothing is dropped: a recording that is worked off. */
  public static Pace asFastAsPossible(InstantSource clock) {
    return new Pace(clock, Optional.of(Duration.ZERO), Instant.MAX);
  }

  /** Whether the frame was due before the process began to watch. */
  boolean isHistory(Instant capturedAt) {
    return shift.isPresent() && capturedAt.plus(shift.get()).isBefore(liveFrom);
  }

  /** Waits until the frame is due. */
  void await(Instant capturedAt) throws InterruptedException {
    if (shift.isPresent()) {
      Duration left = Duration.between(clock.instant(), capturedAt.plus(shift.get()));
      if (left.isPositive()) {
        TimeUnit.NANOSECONDS.sleep(left.toNanos());
      }
    }
  }
}
