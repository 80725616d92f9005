/**
 * What a person at the device sees: pages with live pictures, boxes, zones and counts, over HTTP.
 *
 * <p>In come frames with their tracks, on the detection thread, which never waits for a viewer and
 * pays nothing when there is none; out go JPEG pictures, encoded on one platform thread, "live",
 * and JSON. Each connection has a virtual thread. Everything is bounded: connections, viewers,
 * bytes of a request, the time a viewer may take for one picture.
 */
@NullMarked
package dev.sitewarden.edge.live;

import org.jspecify.annotations.NullMarked;
