/**
 * Gives people rights and devices their sites.
 *
 * <p>In: REST calls of admins. Out: rows that {@link dev.sitewarden.cloud.rights.Viewer} reads with
 * each request. Event loop threads.
 */
@NullMarked
package dev.sitewarden.cloud.people;

import org.jspecify.annotations.NullMarked;
