package dev.sitewarden.domain.vision;

import dev.sitewarden.domain.geometry.Point;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One rule on duty in one zone: who counts, and when it may speak. */
final class Duty {
  private final Masks masks;
  private Zone zone;
  private Rule rule;
  private Duration silentUntil = Duration.ZERO;
  private long knownMinute = Long.MIN_VALUE;
  private boolean isOn;

  Duty(Zone zone, Rule rule, Masks masks) {
    this.zone = zone;
    this.rule = rule;
    this.masks = masks;
  }

  /** Whether a rule of a zone asks for the same as this one; names and severity change nothing. */
  boolean isSame(Zone drawn, Rule wanted) {
    return drawn.id().equals(zone.id())
        && drawn.isSameArea(zone)
        && wanted.withSeverity(rule.terms().severity()).equals(rule);
  }

  /** Goes on under the name and the severity that the same rule has now. */
  void follow(Zone drawn, Rule wanted) {
    zone = drawn;
    rule = wanted;
  }

  /** Whether the shift plan wants the rule now. Windows have whole minutes. */
  boolean isOn(Moment now) {
    long minute = Math.floorDiv(now.at().getEpochSecond(), 60);
    if (minute != knownMinute) {
      knownMinute = minute;
      isOn = rule.terms().active().isOn(now.at());
    }
    return isOn;
  }

  boolean mayRaise(Moment now) {
    return now.elapsed().compareTo(silentUntil) >= 0;
  }

  /** Whether the rule looks at such an object at all. */
  boolean counts(Track track) {
    return rule.terms().labels().contains(track.detection().label())
        && track.medianScore() >= rule.terms().minScore()
        && !masks.ignores(placeOf(track));
  }

  /** Where it stands, as the zone's anchor has it. */
  Point placeOf(Track track) {
    return zone.anchor().of(track.detection().box());
  }

  /** Whether it counts and stands in the zone. */
  boolean isInside(Track track) {
    return counts(track) && zone.contains(track.detection().box());
  }

  /** The better scored of two, the first of equals. */
  static Track better(@Nullable Track best, Track track) {
    return best == null || track.detection().score() > best.detection().score() ? track : best;
  }

  ZoneEvent raised(Optional<TrackId> object, Moment now, Track subject) {
    return new ZoneEvent.Raised(zone, rule, object, now.at(), subject);
  }

  OngoingSituation ongoing(Optional<TrackId> object, Track subject, int objects) {
    return new OngoingSituation(zone, rule, object, subject, objects);
  }

  ZoneEvent crossed(Moment now, Track subject, Direction direction) {
    return new ZoneEvent.Crossed(zone, rule, now.at(), subject, direction);
  }

  /** From here on the rule is silent for its cooldown. */
  ZoneEvent cleared(Optional<TrackId> object, Moment now, Instant lastSeen) {
    silentUntil = now.elapsed().plus(rule.terms().cooldown());
    return new ZoneEvent.Cleared(zone, rule, object, now.at(), lastSeen);
  }
}
