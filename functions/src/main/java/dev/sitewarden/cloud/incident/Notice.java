package dev.sitewarden.cloud.incident;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * That somebody was told about an incident, or nobody.
 *
 * @param at when it was handed over, or that was decided
 * @param words to whom, or why to nobody
 * @param whyNot the same reason for pages, if it has a kind
 */
public record Notice(UUID incident, Instant at, String words, Optional<WhyNot> whyNot) {
  /** That somebody was told, or was not reached. */
  public static Notice told(UUID incident, Instant at, String words) {
    return new Notice(incident, at, words, Optional.empty());
  }
}
