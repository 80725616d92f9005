package dev.sitewarden.cloud.incident;

import java.time.Instant;
import java.util.UUID;

/** That somebody was told about an incident: when it was handed over, and to whom. */
public record Notice(UUID incident, Instant at, String recipient) {}
