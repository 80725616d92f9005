package dev.sitewarden.domain.vision;

import java.time.Instant;
import java.util.Optional;

/**
 * What rules derive from tracks: when something began and when it was over, at the frame's own
 * time. Of one {@link Situation}, raised and cleared alternate.
 */
public sealed interface ZoneEvent {
  /**
   * What begins and ends.
   *
   * @param object the one that it is about, by the id with which it began; empty if the rule looks
   *     at all objects of the zone together
   */
  record Situation(ZoneId zone, RuleId rule, Optional<TrackId> object) {}

  Zone zone();

  Rule rule();

  Optional<TrackId> object();

  Instant at();

  default Situation situation() {
    return new Situation(zone().id(), rule().id(), object());
  }

  /**
   * The rule's condition now holds; {@code subject} is the best-scored object that made it hold.
   */
  record Raised(Zone zone, Rule rule, Optional<TrackId> object, Instant at, Track subject)
      implements ZoneEvent {}

  /** The rule's condition ended; {@code lastSeen} is the last frame in which an object counted. */
  record Cleared(Zone zone, Rule rule, Optional<TrackId> object, Instant at, Instant lastSeen)
      implements ZoneEvent {}

  /** An object crossed the rule's line: something to count, whether it raises anything or not. */
  record Crossed(Zone zone, Rule rule, Instant at, Track subject, Direction direction)
      implements ZoneEvent {
    @Override
    public Optional<TrackId> object() {
      return Optional.of(subject.id());
    }
  }
}
