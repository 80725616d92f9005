package dev.sitewarden.domain.vision;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Watches a camera's zones; owned by that camera's detection thread. */
public final class ZoneRules {
  private final Masks masks;
  private final List<Watch> watches = new ArrayList<>();
  private @Nullable Moment last;

  public ZoneRules(List<Zone> zones) {
    this(zones, Masks.NONE);
  }

  /**
   * @param masks of the camera: objects in what they ignore do not count
   */
  public ZoneRules(List<Zone> zones, Masks masks) {
    this.masks = masks;
    station(zones, List.of());
  }

  /** Sets a watch for each rule, one of the old ones if it watches for the same. */
  private void station(List<Zone> zones, List<Watch> old) {
    for (Zone zone : zones) {
      for (Rule rule : zone.rules()) {
        watches.add(
            old.stream()
                .filter(watch -> watch.duty().isSame(zone, rule))
                .findFirst()
                .orElseGet(() -> watch(new Duty(zone, rule, masks), rule)));
        watches.getLast().duty().follow(zone, rule);
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

  /** What goes on in the latest frame, in the same order. */
  public List<OngoingSituation> ongoing() {
    List<OngoingSituation> ongoing = new ArrayList<>();
    if (last != null) {
      for (Watch watch : watches) {
        watch.addOngoing(last, ongoing);
      }
    }
    return ongoing;
  }

  /**
   * Watches other zones from the next frame on. A rule that asks for the same in the same area goes
   * on with all that it remembers, also if it is called differently or its severity is another.
   *
   * @return the end, at the latest frame, of what rules had raised that are gone or are others now
   */
  public List<ZoneEvent> redraw(List<Zone> zones) {
    List<Watch> old = List.copyOf(watches);
    watches.clear();
    station(zones, old);
    List<ZoneEvent> events = new ArrayList<>();
    if (last != null) {
      for (Watch watch : old) {
        if (!watches.contains(watch)) {
          watch.end(last, events);
        }
      }
    }
    return events;
  }
}
