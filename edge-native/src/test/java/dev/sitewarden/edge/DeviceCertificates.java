package dev.sitewarden.edge;

import dev.sitewarden.edge.identity.CertificateFiles;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Certificates that devices make for themselves, as somebody with OpenSSL would write them. */
public record DeviceCertificates(CertificateFiles files, X509Certificate certificate) {
  /** How the key is written. */
  public enum Form {
    PKCS8,
    /** PKCS#1 or SEC 1. */
    OLDER
  }

  /** A good one: EC, PKCS#8. */
  public static DeviceCertificates write(Path folder, String name) throws Exception {
    return write(folder, name, "EC", Form.PKCS8, Instant.now().plus(Duration.ofDays(100)));
  }

  /** One that began ten days before it ends, or an hour ago. */
  public static DeviceCertificates write(
      Path folder, String name, String algorithm, Form form, Instant ends) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    generator.initialize(algorithm.equals("EC") ? 256 : 2048);
    KeyPair pair = generator.generateKeyPair();
    X509Certificate certificate = sign(pair, name, algorithm, ends);
    CertificateFiles files =
        new CertificateFiles(
            keep(folder.resolve(name + ".pem"), pem(certificate)),
            keep(
                folder.resolve(name + "-key.pem"),
                form == Form.OLDER ? pem(pair.getPrivate()) : pkcs8(pair)));
    return new DeviceCertificates(files, certificate);
  }

  private static X509Certificate sign(KeyPair pair, String name, String algorithm, Instant ends)
      throws Exception {
    var subject = new X500Principal("CN=" + name);
    Instant hourAgo = Instant.now().minus(Duration.ofHours(1));
    Instant begins = ends.isBefore(Instant.now()) ? ends.minus(Duration.ofDays(10)) : hourAgo;
    return new JcaX509CertificateConverter()
        .getCertificate(
            new JcaX509v3CertificateBuilder(
                    subject,
                    BigInteger.ONE,
                    Date.from(begins),
                    Date.from(ends),
                    subject,
                    pair.getPublic())
                .build(
                    new JcaContentSignerBuilder(
                            algorithm.equals("EC") ? "SHA256withECDSA" : "SHA256withRSA")
                        .build(pair.getPrivate())));
  }

  private static String pem(Object what) throws Exception {
    var text = new StringWriter();
    try (var writer = new JcaPEMWriter(text)) {
      writer.writeObject(what);
    }
    return text.toString();
  }

  private static String pkcs8(KeyPair pair) {
    String body =
        Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(pair.getPrivate().getEncoded());
    return "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n".formatted(body);
  }

  private static Path keep(Path file, String text) throws Exception {
    Files.writeString(file, text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  /** SHA-256, by which a hub knows it. */
  public String thumbprint() throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
  }
}
