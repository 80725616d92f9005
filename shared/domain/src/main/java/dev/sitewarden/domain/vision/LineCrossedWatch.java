package dev.sitewarden.domain.vision;

import dev.sitewarden.domain.geometry.Point;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One {@link Rule.LineCrossed} at work. It counts off duty, too. */
final class LineCrossedWatch implements Watch {
  /**
   * How far from the line an object must be to stand on one side of it, as a share of its height: a
   * hand's breadth for a person, more than a walking person's box trembles. Raising it: calmer, and
   * who turns round close to the line goes unnoticed.
   */
  private static final double BAND_OF_HEIGHT = 0.08;

  /** The same for small objects, whose boxes tremble by pixels; a share of the frame. */
  private static final double LEAST_BAND = 0.01;

  /** For how long an object that is out of sight is remembered; longer than any tracker does. */
  private static final Duration MEMORY = Duration.ofMinutes(1);

  private final Duty duty;
  private final Rule.LineCrossed rule;
  private final Map<TrackId, LinePassage> passages = new HashMap<>();

  LineCrossedWatch(Duty duty, Rule.LineCrossed rule) {
    this.duty = duty;
    this.rule = rule;
  }

  @Override
  public void advance(List<Track> tracks, Moment now, List<ZoneEvent> events) {
    for (Track track : tracks) {
      if (duty.counts(track)) {
        move(track, now).ifPresent(direction -> crossed(track, direction, now, events));
      }
    }
    passages
        .values()
        .removeIf(passage -> now.since(passage.lastSeen().elapsed()).compareTo(MEMORY) > 0);
  }

  private Optional<Direction> move(Track track, Moment now) {
    Point place = duty.placeOf(track);
    double band = Math.max(LEAST_BAND, BAND_OF_HEIGHT * track.detection().box().height());
    LinePassage known = passages.get(track.id());
    if (known == null) {
      passages.put(track.id(), new LinePassage(rule.line(), place, band, now));
      return Optional.empty();
    }
    return known.moveTo(rule.line(), place, band, now);
  }

  /** A crossing is a moment: what it raises is over at once. */
  private void crossed(Track track, Direction direction, Moment now, List<ZoneEvent> events) {
    events.add(duty.crossed(now, track, direction));
    if (rule.raising().contains(direction) && duty.isOn(now) && duty.mayRaise(now)) {
      Optional<TrackId> object = Optional.of(track.id());
      events.add(duty.raised(object, now, track));
      events.add(duty.cleared(object, now, now.at()));
    }
  }

  @Override
  public Duty duty() {
    return duty;
  }

  @Override
  public void addOngoing(Moment now, List<OngoingSituation> ongoing) {} // a crossing is a moment

  @Override
  public void end(Moment now, List<ZoneEvent> events) {} // and over at once
}
