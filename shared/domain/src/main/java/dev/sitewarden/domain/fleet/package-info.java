/**
 * What devices are told to do, and what they say about it.
 *
 * <p>In come settings documents that {@code wire} has read, from a file or from a device's twin;
 * out go values that every stage can trust. Plain values, any thread.
 */
@NullMarked
package dev.sitewarden.domain.fleet;

import org.jspecify.annotations.NullMarked;
