/**
 * Who may do what, and where.
 *
 * <p>In: the identity of a request, and grants in the database. Out: {@link
 * dev.sitewarden.cloud.rights.Rights}, which every query about a camera's data asks for. Event loop
 * threads, inside the caller's session.
 */
@NullMarked
package dev.sitewarden.cloud.rights;

import org.jspecify.annotations.NullMarked;
