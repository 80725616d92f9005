package dev.sitewarden.inference.frame;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Picks frames at a lower rate than they come, by capture time: those nearest to the ticks of a
 * clock that starts with the first one. The ticks never drift, and uneven frames lose nobody his
 * turn, so 10 a second of 25 are 10 on average and 10 of 10 are all.
 */
final class Sampling {
  private final OptionalDouble framesPerSecond;
  private @Nullable Instant start;
  private long nextTick;

  /** At most so many; all of them if no rate is given. */
  Sampling(OptionalDouble framesPerSecond) {
    this.framesPerSecond = framesPerSecond;
  }

  /** Whether this frame is wanted; to be asked once a frame, in the order of capture. */
  boolean isDue(Instant capturedAt) {
    if (framesPerSecond.isEmpty()) {
      return true;
    }
    if (start == null) {
      start = capturedAt;
    }
    double seconds = Duration.between(start, capturedAt).toNanos() / 1e9;
    long nearest = Math.round(seconds * framesPerSecond.getAsDouble());
    if (nearest < nextTick) {
      return false;
    }
    // One tick that an uneven frame missed is made up for by the next frame, a gap is not.
    nextTick = nearest - nextTick <= 1 ? nextTick + 1 : nearest + 1;
    return true;
  }
}
