package dev.sitewarden.domain.vision;

import java.util.List;

/** One rule at work in one zone; keeps what it must remember from frame to frame. */
sealed interface Watch permits ObjectPresentWatch, OccupancyWatch, StayWatch, LineCrossedWatch {
  /** Takes the tracks of the next frame and adds what began or ended. */
  void advance(List<Track> tracks, Moment now, List<ZoneEvent> events);
}
