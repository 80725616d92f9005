package dev.sitewarden.hub.identity;

import java.nio.file.Path;

/**
 * Where the server's TLS identity lies, all PEM.
 *
 * @param authority the certificate that devices trust, and the only one
 * @param certificate the server's certificate, for {@link HubNames}
 * @param key the server's private key (PKCS #8, 0600)
 */
public record TlsFiles(Path authority, Path certificate, Path key) {}
