package dev.sitewarden.inference.frame;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Says when a video's first packet was captured; everything else follows by timestamps. */
@FunctionalInterface
public interface Epoch {
  /**
   * Asked once, when the video is open.
   *
   * @param ago how long ago the first packet arrived: opening a camera takes a second or two, and
   *     what it sent meanwhile comes first. Zero for a recording
   */
  Instant ofFirstPacket(Duration ago);

  /** A recording's, as it is given. */
  static Epoch at(Instant capturedAt) {
    return ago -> capturedAt;
  }

  /**
   * A camera's: now, or the given instant where the clock says that it is earlier, so that capture
   * instants never go back.
   */
  static Epoch now(InstantSource clock, Instant notBefore) {
    return ago -> {
      Instant arrived = clock.instant().minus(ago);
      return arrived.isBefore(notBefore) ? notBefore : arrived;
    };
  }
}
