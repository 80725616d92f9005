package dev.sitewarden.domain.vision;

import dev.sitewarden.domain.geometry.Point;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One rule on duty in one zone: who counts, and when it may speak. */
final class Duty {
  private final Zone zone;
  private final Rule rule;
  private final Masks masks;
  private Duration silentUntil = Duration.ZERO;
  private long knownMinute = Long.MIN_VALUE;
  private boolean isOn;

  Duty(Zone zone, Rule rule, Masks masks) {
    this.zone = zone;
    this.rule = rule;
    this.masks = masks;
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

  ZoneEvent crossed(Moment now, Track subject, Direction direction) {
    return new ZoneEvent.Crossed(zone, rule, now.at(), subject, direction);
  }

  /** From here on the rule is silent for its cooldown. */
  ZoneEvent cleared(Optional<TrackId> object, Moment now, Instant lastSeen) {
    silentUntil = now.elapsed().plus(rule.terms().cooldown());
    return new ZoneEvent.Cleared(zone, rule, object, now.at(), lastSeen);
  }
}
