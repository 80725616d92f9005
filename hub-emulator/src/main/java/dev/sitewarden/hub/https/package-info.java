/**
 * The HTTPS port: who answers which request, and errors in IoT Hub's look.
 *
 * <p>In: HTTP requests. Out: whatever {@link dev.sitewarden.hub.https.HttpsRoutes} answer. Requests
 * run on the verticle's event loop; nothing here blocks.
 */
@NullMarked
package dev.sitewarden.hub.https;

import org.jspecify.annotations.NullMarked;
