package dev.sitewarden.edge.models;

import dev.sitewarden.domain.site.CameraId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Which frames are sampled: one in a while over all cameras, each camera in its turn, and none
 * before a rest is over. Belongs to the detection thread, but for {@link #restUntil}.
 */
final class FrameSampling {
  private final Duration every;
  private final Map<CameraId, Instant> sampled = new HashMap<>();
  private Instant latest = Instant.MIN;
  private volatile Instant rest = Instant.MIN;

  FrameSampling(Duration every) {
    this.every = every;
  }

  /** Whether a frame of that camera should be sampled now. */
  boolean isDue(CameraId camera, Instant now) {
    Instant own = sampled.computeIfAbsent(camera, unseen -> Instant.MIN);
    if (now.isBefore(latest)) { // the clock was set back
      latest = Instant.MIN;
      rest = Instant.MIN;
      sampled.replaceAll((any, before) -> Instant.MIN);
    }
    return !now.isBefore(latest.plus(every)) && !now.isBefore(rest) && isTurnOf(own, now);
  }

  /** Cameras in step would else give the first one's frame each time; a silent one is passed by. */
  private boolean isTurnOf(Instant own, Instant now) {
    boolean isAnothers = sampled.values().stream().anyMatch(other -> other.isBefore(own));
    return !isAnothers || !now.isBefore(latest.plus(every.multipliedBy(2)));
  }

  void sampled(CameraId camera, Instant now) {
    latest = now;
    sampled.put(camera, now);
  }

  /** Nothing is sampled before that. Any thread. */
  void restUntil(Instant end) {
    rest = end;
  }
}
