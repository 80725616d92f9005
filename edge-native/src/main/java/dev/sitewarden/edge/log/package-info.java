/**
 * How the process says what happens: one line an event, as text or as JSON.
 *
 * <p>In come {@code System.Logger}'s records, on any thread; out goes a line each, written and
 * flushed before the call returns, so that what was said before a crash is there. Secrets that slip
 * into a message are blotted out.
 */
@NullMarked
package dev.sitewarden.edge.log;

import org.jspecify.annotations.NullMarked;
