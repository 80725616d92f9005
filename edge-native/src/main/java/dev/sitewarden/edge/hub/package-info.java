/**
 * The way to IoT Hub: MQTT 3.1.1 over TLS for events, HTTPS for files; a module's files go to the
 * Blob Storage module.
 *
 * <p>In come what the outbox's lanes hand over; out goes each attempt's outcome. Trust is given to
 * one CA only. A virtual thread of its own keeps the MQTT connection, with a fresh proof each time;
 * nothing is queued here, the durable outbox is the only queue.
 */
@NullMarked
package dev.sitewarden.edge.hub;

import org.jspecify.annotations.NullMarked;
