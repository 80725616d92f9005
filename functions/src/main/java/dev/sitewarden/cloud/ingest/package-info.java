/**
 * The door for what devices say.
 *
 * <p>In: the envelope of the Functions host, {@code POST /IngestTelemetry}. Out: each message once
 * to the {@link MessageHandler}, in one transaction with the note that it came; what nobody
 * understands becomes a dead letter with its reason. Event loop threads, nothing blocks.
 */
@NullMarked
package dev.sitewarden.cloud.ingest;

import org.jspecify.annotations.NullMarked;
