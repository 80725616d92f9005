/**
 * Files that survive a power cut: what incident, media and outbox keep on the device.
 *
 * <p>In come bytes and paths; when a call returns, the kernel has put them on the disk. Every
 * failure is an {@code UncheckedIOException} with one sentence that names the path. Any thread.
 */
@NullMarked
package dev.sitewarden.edge.disk;

import org.jspecify.annotations.NullMarked;
