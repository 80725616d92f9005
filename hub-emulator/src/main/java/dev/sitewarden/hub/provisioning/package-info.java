/**
 * How devices and modules come by an identity: the Device Provisioning Service's registration, and
 * IoT Edge's workload API on a Unix socket.
 *
 * <p>In: registrations with a client certificate; a module's requests to sign. Out: identities in
 * the registry; signatures. Registrations run on the event loop and the disk thread; the workload
 * API has threads of its own, which end when it is closed.
 */
@NullMarked
package dev.sitewarden.hub.provisioning;

import org.jspecify.annotations.NullMarked;
