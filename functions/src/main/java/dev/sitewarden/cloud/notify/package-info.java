/**
 * Tells people.
 *
 * <p>In: incidents that were opened or escalated, inside their transaction. Out: one row a message,
 * routed right after the commit (whom, how, or why nobody) and sent by its channel, and again by a
 * timer until it succeeds. Event loop threads; channels block, on virtual threads and outside every
 * transaction.
 */
@NullMarked
package dev.sitewarden.cloud.notify;

import org.jspecify.annotations.NullMarked;
