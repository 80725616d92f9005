package dev.sitewarden.edge.live;

import dev.sitewarden.domain.vision.Track;
import dev.sitewarden.domain.vision.Zone;
import java.time.Instant;
import java.util.List;

/**
 * What is known of a camera's latest frame, without its pixels.
 *
 * @param number counts frames of this camera since the process started, from 1
 * @param shownNanos {@link System#nanoTime()} at which it was shown
 */
record Shown(
    long number,
    Instant capturedAt,
    int widthPx,
    int heightPx,
    long shownNanos,
    List<Track> tracks,
    List<Zone> zones,
    List<Count> counts) {

  /** Objects that stand in the zone now, whatever their label. */
  long inside(Zone zone) {
    return tracks.stream().filter(track -> zone.contains(track.detection().box())).count();
  }
}
