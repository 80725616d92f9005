/**
 * What speaks to Azure, and the doors that Azure opens: triggers of the Functions host, as the Java
 * worker and as a custom handler call them, blob storage, Azure Communication Services.
 *
 * <p>In: the host's invocations, and calls through the interfaces that the stages to the left own.
 * Out: the same beans that serve everywhere else, and blocking requests on the caller's (virtual)
 * thread, never inside a transaction. The worker calls on threads of its own, which wait for the
 * reactive work: the only place where that is done.
 */
@NullMarked
package dev.sitewarden.cloud.azure;

import org.jspecify.annotations.NullMarked;
