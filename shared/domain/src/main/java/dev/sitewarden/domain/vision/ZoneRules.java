package dev.sitewarden.domain.vision;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Watches a camera's zones; owned by that camera's detection thread. */
public final class ZoneRules {
  private final List<Watch> watches = new ArrayList<>();
  private @Nullable Moment last;

  public ZoneRules(List<Zone> zones) {
    this(zones, Masks.NONE);
  }

  /**
   * @param masks of the camera: objects in what they ignore do not count
   */
  public ZoneRules(List<Zone> zones, Masks masks) {
    for (Zone zone : zones) {
      for (Rule rule : zone.rules()) {
        watches.add(watch(new Duty(zone, rule, masks), rule));
      }
    }
  }

  private static Watch watch(Duty duty, Rule rule) {
    return switch (rule) {
      case Rule.ObjectPresent present -> new ObjectPresentWatch(duty, present);
      case Rule.Occupancy occupancy -> new OccupancyWatch(duty, occupancy);
      case Rule.Lingered lingered -> new StayWatch(duty, lingered.dwell());
      case Rule.LineCrossed crossed -> new LineCrossedWatch(duty, crossed);
      case Rule.ZoneEntry entry -> new StayWatch(duty, Duration.ZERO);
    };
  }

  /**
   * Takes the tracks of the next frame that the model looked at (one that it did not look at says
   * nothing about who is there and must be left out) and says which rules began or ceased to hold,
   * in the order of zones and their rules.
   */
  public List<ZoneEvent> advance(List<Track> tracks, Instant capturedAt) {
    Moment now = last == null ? Moment.first(capturedAt) : last.next(capturedAt);
    last = now;
    List<ZoneEvent> events = new ArrayList<>();
    for (Watch watch : watches) {
      watch.advance(tracks, now, events);
    }
    return events;
  }
}
