package dev.sitewarden.domain.vision;

import java.time.Instant;
import java.util.List;

/** Follows objects of one camera from frame to frame; owned by that camera's detection thread. */
public final class Tracker {
  /**
   * Takes the detections of the next frame.
   *
   * @return the tracks that were matched in this frame and are confirmed
   */
  public List<Track> advance(List<Detection> detections, Instant capturedAt) {
    return List.of();
  }
}
