package dev.sitewarden.domain.vision;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One {@link Rule.Lingered} or {@link Rule.ZoneEntry} at work in one zone: each object that stays
 * is raised once, and cleared when its stay ends.
 */
final class StayWatch implements Watch {
  private final Duty duty;
  private final Duration leastDwell;
  private final Stays stays = new Stays();

  StayWatch(Duty duty, Duration leastDwell) {
    this.duty = duty;
    this.leastDwell = leastDwell;
  }

  @Override
  public void advance(List<Track> tracks, Moment now, List<ZoneEvent> events) {
    if (!duty.isOn(now)) {
      stays.endAll(stay -> end(stay, now, events)); // who stays on begins anew with the next shift
      return;
    }
    for (Track track : tracks) {
      if (duty.isInside(track)) {
        see(stays.see(track, now), now, events);
      }
    }
    stays.endAbsent(now, stay -> end(stay, now, events));
  }

  private void see(Stay stay, Moment now, List<ZoneEvent> events) {
    boolean holds = stay.isBelieved() && stay.dwell(now).compareTo(leastDwell) >= 0;
    if (holds && !stay.isRaised() && duty.mayRaise(now)) {
      stay.raise();
      events.add(duty.raised(Optional.of(stay.latest().id()), now, stay.latest()));
    }
  }

  private void end(Stay stay, Moment now, List<ZoneEvent> events) {
    if (stay.isRaised()) {
      events.add(duty.cleared(Optional.of(stay.latest().id()), now, stay.lastSeen()));
    }
  }

  @Override
  public Duty duty() {
    return duty;
  }

  @Override
  public void addOngoing(Moment now, List<OngoingSituation> ongoing) {
    for (Stay stay : stays.all()) {
      if (stay.isRaised() && stay.isInside(now)) {
        Track object = stay.latest();
        ongoing.add(duty.ongoing(Optional.of(object.id()), object, 1));
      }
    }
  }

  @Override
  public void end(Moment now, List<ZoneEvent> events) {
    stays.endAll(stay -> end(stay, now, events));
  }
}
