/**
 * Who may speak: the emulator's certificates, the devices' identities and keys, and the check of a
 * shared access signature.
 *
 * <p>In: the folder {@code DATA/hub} and the text of a token. Out: TLS files, {@link
 * dev.sitewarden.hub.identity.Authenticator.Admission}. Certificates are read and written at start
 * only, by the starting thread; identities on the {@link dev.sitewarden.hub.identity.DiskThread},
 * which the other packages share.
 */
@NullMarked
package dev.sitewarden.hub.identity;

import org.jspecify.annotations.NullMarked;
