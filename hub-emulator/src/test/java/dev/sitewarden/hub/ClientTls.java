package dev.sitewarden.hub;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** TLS as a device with a certificate speaks it. */
final class ClientTls {
  private ClientTls() {}

  /** Trusts the hub, and shows {@code {name}.pem} with {@code {name}-key.pem}. */
  static SSLContext of(TrustManagerFactory trust, Path folder, String name) throws Exception {
    Certificate certificate;
    try (InputStream pem = Files.newInputStream(folder.resolve(name + ".pem"))) {
      certificate = CertificateFactory.getInstance("X.509").generateCertificate(pem);
    }
    String text = Files.readString(folder.resolve(name + "-key.pem"));
    byte[] der = Base64.getDecoder().decode(text.replaceAll("-----[A-Z ]+-----|\\s", ""));
    PrivateKey key = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    store.setKeyEntry("device", key, new char[0], new Certificate[] {certificate});
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }
}
