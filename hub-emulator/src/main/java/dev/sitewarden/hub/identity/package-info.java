/**
 * Who may speak: the emulator's certificates, the devices' identities and keys, and the check of a
 * shared access signature.
 *
 * <p>In: the folder {@code DATA/hub} and the text of a token. Out: TLS files, {@link
 * dev.sitewarden.hub.identity.Authenticator.Admission}. Files are read and written at start only,
 * by the starting thread; afterwards everything here is immutable.
 */
@NullMarked
package dev.sitewarden.hub.identity;

import org.jspecify.annotations.NullMarked;
