package dev.sitewarden.domain.vision;

import java.time.Instant;
import java.util.List;

/** Watches a camera's zones; owned by that camera's detection thread. */
public final class ZoneRules {
  public ZoneRules(List<Zone> zones) {}

  /** Takes the tracks of the next frame and says which rules began or ceased to hold. */
  public List<ZoneEvent> advance(List<Track> tracks, Instant capturedAt) {
    return List.of();
  }
}
