/**
 * Hands out the pages: their files as they lie in {@code META-INF/resources}, under addresses that
 * change with them.
 *
 * <p>In: requests of browsers. Out: HTML that is asked for each time, and everything else once.
 * Knows no data. Event loop threads.
 */
@NullMarked
package dev.sitewarden.cloud.page;

import org.jspecify.annotations.NullMarked;
