package dev.sitewarden.edge.identity;

import java.nio.file.Path;

/**
 * Where a device's certificate lies.
 *
 * @param certificate PEM: its own first, then those between it and its authority
 * @param key PEM of its private key, for the owner's eyes only
 */
public record CertificateFiles(Path certificate, Path key) {}
