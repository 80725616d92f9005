package dev.sitewarden.domain.vision;

import java.util.List;

/** One rule at work in one zone; keeps what it must remember from frame to frame. */
sealed interface Watch permits ObjectPresentWatch, OccupancyWatch, StayWatch, LineCrossedWatch {
  /** Which rule that is, and where. */
  Duty duty();

  /** Takes the tracks of the next frame and adds what began or ended. */
  void advance(List<Track> tracks, Moment now, List<ZoneEvent> events);

  /** Adds what is raised and was seen in the frame of that moment, the latest one. */
  void addOngoing(Moment now, List<OngoingSituation> ongoing);

  /** Ends what is raised, because the rule does not watch any more. */
  void end(Moment now, List<ZoneEvent> events);
}
