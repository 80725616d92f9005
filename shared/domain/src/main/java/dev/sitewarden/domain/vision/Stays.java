package dev.sitewarden.domain.vision;

import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Who stays in a zone, one stay for each object. */
final class Stays {
  /**
   * For how long an object may be outside or out of sight and still stay, counted from the first
   * frame that misses it. Raising it: longer occlusions are bridged, stays end later.
   */
  private static final Duration INERTIA = Duration.ofSeconds(2);

  private final Map<TrackId, Stay> stays = new LinkedHashMap<>();

  /** Those who stay, in the order in which they came. */
  Collection<Stay> all() {
    return stays.values();
  }

  /** Somebody is inside in this frame. */
  Stay see(Track track, Moment now) {
    Stay stay = stays.get(track.id());
    if (stay == null) {
      stay = new Stay(track, now);
      stays.put(track.id(), stay);
    }
    stay.see(track, now);
    return stay;
  }

  /** Ends the stays of those who were not seen inside for too long. */
  void endAbsent(Moment now, Consumer<Stay> ended) {
    for (Iterator<Stay> each = stays.values().iterator(); each.hasNext(); ) {
      Stay stay = each.next();
      if (!stay.isInside(now) && stay.miss(now).compareTo(INERTIA) >= 0) {
        each.remove();
        ended.accept(stay);
      }
    }
  }

  void endAll(Consumer<Stay> ended) {
    stays.values().forEach(ended);
    stays.clear();
  }
}
