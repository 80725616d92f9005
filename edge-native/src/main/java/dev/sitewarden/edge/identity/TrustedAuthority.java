package dev.sitewarden.edge.identity;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * The certificates in one PEM text: whom the edge trusts, and no others.
 *
 * @param source where it is from, for messages
 */
record TrustedAuthority(String source, String pem) {
  /**
   * Reads a file.
   *
   * @throws UncheckedIOException if it cannot be read, in one sentence for the user
   */
  static TrustedAuthority read(Path file) {
    try {
      return new TrustedAuthority(
          file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "no certificate authority at %s; the hub writes its ca.pem there".formatted(file), e);
    }
  }

  /**
   * What TLS judges servers with.
   *
   * @throws IllegalArgumentException if there is no certificate in it, in one sentence for the user
   */
  TrustManager[] trustManagers() {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      var in = new ByteArrayInputStream(pem.getBytes(StandardCharsets.ISO_8859_1));
      int count = 0;
      for (Certificate certificate :
          CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("ca-" + count++, certificate);
      }
      if (count == 0) {
        throw new CertificateException("it holds none");
      }
      var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(store);
      return managers.getTrustManagers();
    } catch (CertificateException e) {
      throw new IllegalArgumentException(
          "%s is no PEM file of certificates: %s".formatted(source, e.getMessage()), e);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has X.509, PKCS12 and TLS", e);
    }
  }
}
