/**
 * What is kept, and how it is taken away: recordings by date and camera, evidence packages, edit
 * decision lists, retention and legal hold.
 *
 * <p>In: recordings that devices stored, incidents with their evidence. Out: copies in the archive
 * tier, REST under {@code /api/v1/recordings} and {@code /api/v1/archive}, files to take away.
 * Event loop threads; files on worker threads.
 */
@NullMarked
package dev.sitewarden.cloud.archive;

import org.jspecify.annotations.NullMarked;
