/**
 * The doors that Azure opens: triggers of the Functions host, as the Java worker and as a custom
 * handler call them, and its blob storage.
 *
 * <p>In: the host's invocations. Out: the same beans that serve everywhere else. The worker calls
 * on threads of its own, which wait for the reactive work: the only place where that is done.
 */
@NullMarked
package dev.sitewarden.cloud.azure;

import org.jspecify.annotations.NullMarked;
