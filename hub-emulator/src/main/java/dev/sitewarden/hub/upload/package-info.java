/**
 * How devices upload files: IoT Hub's two calls and, between them, the blob store's PUT, on one
 * HTTPS port.
 *
 * <p>In: HTTP requests. Out: files under {@code DATA/blobs/{device}/}, complete or absent. Requests
 * run on the verticle's event loop; bytes go to the disk on Vert.x's worker threads.
 */
@NullMarked
package dev.sitewarden.hub.upload;

import org.jspecify.annotations.NullMarked;
