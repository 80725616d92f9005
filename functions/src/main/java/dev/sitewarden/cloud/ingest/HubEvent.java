package dev.sitewarden.cloud.ingest;

import java.util.Optional;

/**
 * One event of a batch as the host hands it over.
 *
 * @param device who was connected, as the hub authenticated it; the event itself is not asked
 * @param body the event's text
 */
public record HubEvent(Optional<String> device, String body) {}
