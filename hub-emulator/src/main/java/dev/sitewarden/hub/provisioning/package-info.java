/**
 * How modules come by their tokens: IoT Edge's workload API on a Unix socket.
 *
 * <p>In: a module's requests to sign. Out: signatures. The workload API has threads of its own,
 * which end when it is closed.
 */
@NullMarked
package dev.sitewarden.hub.provisioning;

import org.jspecify.annotations.NullMarked;
