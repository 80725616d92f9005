package dev.sitewarden.hub.identity;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** Elliptic-curve keys (PKCS #8) and X.509 certificates in PEM files. */
final class Pem {
  private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

  private Pem() {}

  static void write(Path file, String kind, byte[] der) {
    PrivateFile.write(
        file,
        "-----BEGIN %s-----\n%s\n-----END %s-----\n"
            .formatted(kind, LINES.encodeToString(der), kind));
  }

  static X509Certificate readCertificate(Path file) throws GeneralSecurityException {
    byte[] text = PrivateFile.read(file).getBytes(StandardCharsets.UTF_8);
    return (X509Certificate)
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(text));
  }

  static PrivateKey readKey(Path file) throws GeneralSecurityException {
    String body = PrivateFile.read(file).replaceAll("-----[A-Z ]+-----|\\s", "");
    return KeyFactory.getInstance("EC")
        .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body)));
  }
}
