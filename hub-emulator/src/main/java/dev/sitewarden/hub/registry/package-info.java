/**
 * The service side, as IoT Hub's REST interface has it: identities, twins, queries, direct methods,
 * configurations.
 *
 * <p>In: requests with a token of a {@link dev.sitewarden.hub.identity.ServicePolicy}. Out: changes
 * of the registry and of twins, calls of methods. Requests run on the event loop, what they write
 * is written on the disk thread.
 */
@NullMarked
package dev.sitewarden.hub.registry;

import org.jspecify.annotations.NullMarked;
