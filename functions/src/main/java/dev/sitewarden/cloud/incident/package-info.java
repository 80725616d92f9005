/**
 * What a person should look at.
 *
 * <p>In: device messages from ingest, decisions from the stages to the right. Out: rows, the
 * timeline, news for those who wait, the REST reads under {@code /api/v1/incidents}; {@link
 * IncidentObserver}s hear of each change inside its transaction. Event loop threads, nothing
 * blocks.
 */
@NullMarked
package dev.sitewarden.cloud.incident;

import org.jspecify.annotations.NullMarked;
