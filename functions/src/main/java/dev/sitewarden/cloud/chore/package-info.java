/**
 * What the clock calls for, whoever has the clock.
 *
 * <p>In: a rhythm, from this process's scheduler or from a timer of the Functions host. Out: each
 * {@link Chore} of any stage. Event loop threads, nothing blocks.
 */
@NullMarked
package dev.sitewarden.cloud.chore;

import org.jspecify.annotations.NullMarked;
