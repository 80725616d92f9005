/**
 * The door for what devices say.
 *
 * <p>In: the envelope of the Functions host, {@code POST /IngestTelemetry}. Out: each message of an
 * incident once to the {@link MessageHandler}, each other one once to its table, in one transaction
 * with the note that it came; what nobody understands becomes a dead letter with its reason, which
 * people may read and play again. Event loop threads, nothing blocks.
 */
@NullMarked
package dev.sitewarden.cloud.ingest;

import org.jspecify.annotations.NullMarked;
