package dev.sitewarden.domain.vision;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Watches a camera's zones; owned by that camera's detection thread. */
public final class ZoneRules {
  private final List<ObjectPresentWatch> watches = new ArrayList<>();

  public ZoneRules(List<Zone> zones) {
    for (Zone zone : zones) {
      for (Rule rule : zone.rules()) {
        watches.add(
            switch (rule) {
              case Rule.ObjectPresent present -> new ObjectPresentWatch(zone, present);
            });
      }
    }
  }

  /**
   * Takes the tracks of the next frame and says which rules began or ceased to hold, in the order
   * of zones and their rules.
   */
  public List<ZoneEvent> advance(List<Track> tracks, Instant capturedAt) {
    List<ZoneEvent> events = new ArrayList<>();
    for (ObjectPresentWatch watch : watches) {
      watch.advance(tracks, capturedAt).ifPresent(events::add);
    }
    return events;
  }
}
