package dev.sitewarden.edge.hub;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** TLS that trusts the certificates in one PEM file and no other. */
final class TrustedAuthority {
  private TrustedAuthority() {}

  /**
   * Reads the file.
   *
   * @throws UncheckedIOException if it cannot be read
   * @throws IllegalArgumentException if it holds no certificate; both in one sentence for the user
   */
  static SSLContext read(Path pem) {
    try (InputStream in = Files.newInputStream(pem)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      int count = 0;
      for (Certificate certificate :
          CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("ca-" + count++, certificate);
      }
      if (count == 0) {
        throw new CertificateException("it holds none");
      }
      return context(store);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "no certificate authority at %s; the hub writes its ca.pem there".formatted(pem), e);
    } catch (CertificateException e) {
      throw new IllegalArgumentException(
          "%s is no PEM file of certificates: %s".formatted(pem, e.getMessage()), e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has X.509, PKCS12 and TLS", e);
    }
  }

  private static SSLContext context(KeyStore store) throws GeneralSecurityException {
    var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }
}
