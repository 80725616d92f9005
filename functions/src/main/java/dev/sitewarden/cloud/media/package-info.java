/**
 * Where evidence lies: reads the blobs that devices stored.
 *
 * <p>In: a path as a device named it. Out: a file that surely lies inside the blob folder, and of a
 * picture whether it is as it was announced. Finding blocks only for the file system's metadata;
 * the caller's thread.
 */
@NullMarked
package dev.sitewarden.cloud.media;

import org.jspecify.annotations.NullMarked;
