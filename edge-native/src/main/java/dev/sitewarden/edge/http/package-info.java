/**
 * What comes back over HTTP, taken whole: in come requests of whoever speaks to a server, out go
 * answers that have ended, or an {@link java.io.IOException}. Runs on its caller's thread.
 */
@NullMarked
package dev.sitewarden.edge.http;

import org.jspecify.annotations.NullMarked;
