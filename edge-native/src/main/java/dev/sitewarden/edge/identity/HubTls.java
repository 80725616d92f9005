package dev.sitewarden.edge.identity;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * TLS as an identity speaks it: trusts the certificates in one PEM text and no others, and shows
 * the identity's certificate if it has one. Any thread.
 */
public final class HubTls {
  private final HubIdentity identity;
  private final Optional<Path> authority;
  private Basis basis = new Basis(new TrustedAuthority("", ""), List.of());
  private @Nullable SSLContext context;

  /**
   * @param authority PEM file of whom to trust; without it the identity says
   */
  public HubTls(HubIdentity identity, Optional<Path> authority) {
    this.identity = identity;
    this.authority = authority;
  }

  /** What a context is made of. */
  private record Basis(TrustedAuthority authority, List<X509Certificate> chain) {}

  /**
   * A context of what the files hold now; the same one as before unless they changed, so that TLS
   * sessions are resumed.
   *
   * @throws java.io.UncheckedIOException if a file or the workload API cannot be read
   * @throws IllegalArgumentException if one holds something else; both in one sentence for people
   */
  public synchronized SSLContext current() {
    Optional<ClientCertificate> certificate = identity.certificate();
    Basis now =
        new Basis(
            trusted(identity, authority),
            certificate.map(ClientCertificate::chain).orElse(List.of()));
    SSLContext known = context;
    if (known != null && now.equals(basis)) {
      return known;
    }
    SSLContext fresh =
        context(
            certificate.map(own -> new KeyManager[] {own.keyManager()}).orElse(null),
            now.authority().trustManagers());
    basis = now;
    context = fresh;
    return fresh;
  }

  /** A context that shows nothing, for servers which are not the hub. */
  public static SSLContext trusting(HubIdentity identity, Optional<Path> authority) {
    return context(null, trusted(identity, authority).trustManagers());
  }

  private static TrustedAuthority trusted(HubIdentity identity, Optional<Path> authority) {
    return authority
        .map(TrustedAuthority::read)
        .or(
            () ->
                identity
                    .trustBundle()
                    .map(pem -> new TrustedAuthority("the workload API's trust bundle", pem)))
        .orElseThrow(
            () -> new IllegalArgumentException("name the hub's authority with --hub-ca FILE"));
  }

  private static SSLContext context(KeyManager @Nullable [] keys, TrustManager[] trust) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys, trust, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has TLS", e);
    }
  }
}
