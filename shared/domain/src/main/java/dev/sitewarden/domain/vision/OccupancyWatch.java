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
  private @Nullable Track best; // of the latest frame if there were too many in it
  private int inside; // in the latest frame
  private boolean raised;
  private Instant lastSeen = Instant.MIN;

  OccupancyWatch(Duty duty, Rule.Occupancy rule) {
    this.duty = duty;
    this.rule = rule;
  }

  @Override
  public void advance(List<Track> tracks, Moment now, List<ZoneEvent> events) {
    move(now);
    best = null;
    inside = 0;
    if (duty.isOn(now)) {
      look(tracks);
    } else {
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
    Duration moved = best != null ? level.plus(step) : level.minus(step);
    if (moved.isNegative()) {
      level = Duration.ZERO;
    } else {
      level = moved.compareTo(rule.lasting()) > 0 ? rule.lasting() : moved;
    }
  }

  /** The best scored of those inside is of interest if they are more than the rule allows. */
  private void look(List<Track> tracks) {
    Track first = null;
    for (Track track : tracks) {
      if (duty.isInside(track)) {
        first = Duty.better(first, track);
        inside++;
      }
    }
    best = inside > rule.moreThan() ? first : null;
  }

  @Override
  public Duty duty() {
    return duty;
  }

  @Override
  public void addOngoing(Moment now, List<OngoingSituation> ongoing) {
    if (raised && best != null) {
      ongoing.add(duty.ongoing(Optional.empty(), best, inside));
    }
  }

  @Override
  public void end(Moment now, List<ZoneEvent> events) {
    if (raised) {
      raised = false;
      events.add(duty.cleared(Optional.empty(), now, lastSeen));
    }
  }
}
