package dev.sitewarden.domain.vision;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * One camera's way from detections to events: tracker, rules and counts. What a device runs and
 * what a replay of its detections runs again. Owned by one thread.
 */
public final class SceneWatch {
  /** How often is told how many were in each zone. */
  private static final Duration COUNTED_EVERY = Duration.ofMinutes(1);

  private final Tracker tracker;
  private final ZoneRules rules;
  private final ZoneCounts counts;

  /**
   * @param masks of the camera: objects in what they ignore do not count
   */
  public SceneWatch(TrackerSettings tracking, List<Zone> zones, Masks masks) {
    tracker = new Tracker(tracking);
    rules = new ZoneRules(zones, masks);
    counts = new ZoneCounts(zones, masks, COUNTED_EVERY);
  }

  /**
   * What a frame changed.
   *
   * @param tracks that are in sight
   * @param ongoing what was raised and goes on
   * @param counts of intervals that are over
   */
  public record Change(
      List<Track> tracks,
      List<ZoneEvent> events,
      List<OngoingSituation> ongoing,
      List<ZoneCount> counts) {
    public Change {
      tracks = List.copyOf(tracks);
      events = List.copyOf(events);
      ongoing = List.copyOf(ongoing);
      counts = List.copyOf(counts);
    }
  }

  /**
   * Takes the detections of the next frame that the model looked at.
   *
   * @param detections down to what keeps a track alive
   */
  public Change advance(List<Detection> detections, Instant capturedAt) {
    List<Track> tracks = tracker.advance(detections, capturedAt);
    List<ZoneEvent> events = rules.advance(tracks, capturedAt);
    return new Change(tracks, events, rules.ongoing(), counts.advance(tracks, events, capturedAt));
  }

  /** Follows on by other thresholds, as after another model has taken over; tracks go on. */
  public void follow(TrackerSettings tracking) {
    tracker.follow(tracking);
  }

  /**
   * Watches other zones from the next frame on. What is the same goes on; the rest ends.
   *
   * @return what ended, and the counts of it
   */
  public Change redraw(List<Zone> zones) {
    return new Change(List.of(), rules.redraw(zones), List.of(), counts.redraw(zones));
  }

  /** The counts of the interval that the end of the source cuts off. */
  public List<ZoneCount> finish() {
    return counts.finish();
  }
}
