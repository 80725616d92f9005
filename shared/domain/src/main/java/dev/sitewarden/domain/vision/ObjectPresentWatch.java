package dev.sitewarden.domain.vision;

import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One {@link Rule.ObjectPresent} at work in one zone. */
final class ObjectPresentWatch implements Watch {
  private final Duty duty;
  private final Rule.ObjectPresent rule;
  private final BitSet window; // of the last outOf frames, whether an object counted
  private int next;
  private boolean raised;
  private Instant lastSeen = Instant.MIN;
  private @Nullable Track best; // of the latest frame
  private int inside; // in the latest frame

  ObjectPresentWatch(Duty duty, Rule.ObjectPresent rule) {
    this.duty = duty;
    this.rule = rule;
    window = new BitSet(rule.outOf());
  }

  @Override
  public void advance(List<Track> tracks, Moment now, List<ZoneEvent> events) {
    best = null;
    inside = 0;
    if (duty.isOn(now)) {
      look(tracks);
    } else {
      window.clear();
    }
    window.set(next, best != null);
    next = (next + 1) % rule.outOf();
    if (best != null) {
      lastSeen = now.at();
    }
    if (raised && window.isEmpty()) {
      raised = false;
      events.add(duty.cleared(Optional.empty(), now, lastSeen));
    } else if (!raised
        && best != null
        && duty.mayRaise(now)
        && window.cardinality() >= rule.atLeast()) {
      raised = true;
      events.add(duty.raised(Optional.empty(), now, best));
    }
  }

  /** Counts the objects; the best is the one with the highest score, the oldest of equals. */
  private void look(List<Track> tracks) {
    for (Track track : tracks) {
      if (duty.isInside(track)) {
        best = Duty.better(best, track);
        inside++;
      }
    }
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
