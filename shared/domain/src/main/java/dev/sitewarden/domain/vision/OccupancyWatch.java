package dev.sitewarden.domain.vision;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One {@link Rule.Occupancy} at work in one zone. */
final class OccupancyWatch implements Watch {
  /*
   * A level rises by the time in which there were too many and falls by the time in which there were
   * not, between 0 and the rule's duration: full raises, empty clears. So a head count that trembles
   * around the limit neither raises nor clears, and a frame in which somebody is hidden costs only
   * twice its own time.
   */
  private final Duty duty;
  private final Rule.Occupancy rule;
  private Duration level = Duration.ZERO;
  private Duration lastElapsed = Duration.ZERO;
  private boolean wasTooMany;
  private boolean raised;
  private Instant lastSeen = Instant.MIN;

  OccupancyWatch(Duty duty, Rule.Occupancy rule) {
    this.duty = duty;
    this.rule = rule;
  }

  @Override
  public void advance(List<Track> tracks, Moment now, List<ZoneEvent> events) {
    move(now);
    Track best = duty.isOn(now) ? bestOfTooMany(tracks) : null;
    wasTooMany = best != null;
    if (!duty.isOn(now)) {
      level = Duration.ZERO;
    }
    if (best != null) {
      lastSeen = now.at();
    }
    if (raised && best == null && level.isZero()) {
      raised = false;
      events.add(duty.cleared(Optional.empty(), now, lastSeen));
    } else if (!raised
        && best != null
        && level.compareTo(rule.lasting()) >= 0
        && duty.mayRaise(now)) {
      raised = true;
      events.add(duty.raised(Optional.empty(), now, best));
    }
  }

  /** Lets the time since the last frame count as that frame was. */
  private void move(Moment now) {
    Duration step = now.since(lastElapsed);
    lastElapsed = now.elapsed();
    Duration moved = wasTooMany ? level.plus(step) : level.minus(step);
    if (moved.isNegative()) {
      level = Duration.ZERO;
    } else {
      level = moved.compareTo(rule.lasting()) > 0 ? rule.lasting() : moved;
    }
  }

  /** The best scored of those inside if they are more than the rule allows. */
  private @Nullable Track bestOfTooMany(List<Track> tracks) {
    Track best = null;
    int count = 0;
    for (Track track : tracks) {
      if (duty.isInside(track)) {
        best = Duty.better(best, track);
        count++;
      }
    }
    return count > rule.moreThan() ? best : null;
  }
}
