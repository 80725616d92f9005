/**
 * Tells people.
 *
 * <p>In: incidents that were opened, inside their transaction. Out: one row a message, handed over
 * right after the commit, and again by a timer until it succeeds. Event loop threads.
 */
@NullMarked
package dev.sitewarden.cloud.notify;

import org.jspecify.annotations.NullMarked;
