package dev.sitewarden.domain.vision;

import java.time.Instant;

/**
 * What rules derive from tracks: when something began and when it was over, at the frame's own
 * time.
 */
public sealed interface ZoneEvent {
  Zone zone();

  Rule rule();

  Instant at();

  /**
   * The rule's condition now holds; {@code subject} is the best-scored object that made it hold.
   */
  record Raised(Zone zone, Rule rule, Instant at, Track subject) implements ZoneEvent {}

  /** The rule's condition ended; {@code lastSeen} is the last frame in which an object counted. */
  record Cleared(Zone zone, Rule rule, Instant at, Instant lastSeen) implements ZoneEvent {}
}
