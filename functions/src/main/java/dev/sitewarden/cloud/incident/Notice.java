package dev.sitewarden.cloud.incident;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What came of a message about an incident, as a line of its timeline.
 *
 * @param at when it was handed over, or that was decided
 * @param words to whom, or why to nobody
 * @param whyNot the same reason for pages, if it has a kind
 */
public record Notice(
    TimelineKind kind, UUID incident, Instant at, String words, Optional<WhyNot> whyNot) {

  /** That it was handed over. */
  public static Notice told(UUID incident, Instant at, String toWhom) {
    return new Notice(TimelineKind.NOTIFIED, incident, at, toWhom, Optional.empty());
  }

  /** That nobody was told, or nobody yet. */
  public static Notice notTold(UUID incident, Instant at, String why, Optional<WhyNot> whyNot) {
    return new Notice(TimelineKind.NOT_NOTIFIED, incident, at, why, whyNot);
  }

  /** That it arrived. */
  public static Notice delivered(UUID incident, Instant at, String toWhom) {
    return new Notice(TimelineKind.DELIVERED, incident, at, toWhom, Optional.empty());
  }

  /** That it was refused, given up, or did not arrive. */
  public static Notice notDelivered(UUID incident, Instant at, String toWhom) {
    return new Notice(TimelineKind.NOT_DELIVERED, incident, at, toWhom, Optional.empty());
  }

  /** Whether somebody was told now. */
  boolean isTold() {
    return kind == TimelineKind.NOTIFIED;
  }
}
