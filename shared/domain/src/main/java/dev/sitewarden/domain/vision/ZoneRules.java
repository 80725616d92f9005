package dev.sitewarden.domain.vision;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Watches a camera's zones; owned by that camera's detection thread. */
public final class ZoneRules {
  private final List<Watch> watches = new ArrayList<>();
  private @Nullable Moment last;

  public ZoneRules(List<Zone> zones) {
    for (Zone zone : zones) {
      for (Rule rule : zone.rules()) {
        watches.add(watch(new Duty(zone, rule), rule));
      }
    }
  }

  private static Watch watch(Duty duty, Rule rule) {
    return switch (rule) {
      case Rule.ObjectPresent present -> new ObjectPresentWatch(duty, present);
    };
  }

  /**
   * Takes the tracks of the next frame that was looked at and says which rules began or ceased to
   * hold, in the order of zones and their rules.
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
