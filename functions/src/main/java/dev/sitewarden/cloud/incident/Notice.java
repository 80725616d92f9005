package dev.sitewarden.cloud.incident;

import java.time.Instant;
import java.util.UUID;

/**
 * That somebody was told about an incident, or nobody.
 *
 * @param at when it was handed over, or that was decided
 * @param words to whom, or why to nobody
 */
public record Notice(UUID incident, Instant at, String words) {}
