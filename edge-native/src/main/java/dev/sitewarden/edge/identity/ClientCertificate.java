package dev.sitewarden.edge.identity;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;

/** A certificate chain with the private key of its first certificate: ECDSA or RSA. */
public final class ClientCertificate {
  private static final Pattern COMMON_NAME = Pattern.compile("(?:^|,)CN=((?:\\\\.|[^,+\\\\])+)");

  private final List<X509Certificate> chain;
  private final PrivateKey key;

  private ClientCertificate(List<X509Certificate> chain, PrivateKey key) {
    this.chain = List.copyOf(chain);
    this.key = key;
  }

  /**
   * Reads both files.
   *
   * @throws UncheckedIOException if one cannot be read
   * @throws IllegalArgumentException if they hold something else, or others may read the key; both
   *     in one sentence for people
   */
  public static ClientCertificate read(CertificateFiles files) {
    List<X509Certificate> chain = chain(files.certificate());
    PublicKey own = chain.getFirst().getPublicKey();
    PrivateKey key = PrivateKeyFile.read(files.key(), own);
    if (!fits(key, own)) {
      throw new IllegalArgumentException(
          "%s is not the key of %s; name the two that were made together"
              .formatted(files.key(), files.certificate()));
    }
    return new ClientCertificate(chain, key);
  }

  private static List<X509Certificate> chain(Path file) {
    try {
      String pem = Files.readString(file, StandardCharsets.US_ASCII);
      List<X509Certificate> chain =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(
                  new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (chain.isEmpty()) {
        throw new CertificateException("it holds none");
      }
      return chain;
    } catch (IOException e) {
      throw new UncheckedIOException("no certificate can be read from %s".formatted(file), e);
    } catch (CertificateException e) {
      throw new IllegalArgumentException(
          "%s is no PEM file of certificates: %s".formatted(file, e.getMessage()), e);
    }
  }

  /** Whether what the one signs is good for the other. */
  private static boolean fits(PrivateKey key, PublicKey own) {
    byte[] probe = {1, 2, 3};
    try {
      var signature =
          Signature.getInstance(
              key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA");
      signature.initSign(key);
      signature.update(probe);
      byte[] signed = signature.sign();
      signature.initVerify(own);
      signature.update(probe);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** Its own, which names the device. */
  X509Certificate own() {
    return chain.getFirst();
  }

  List<X509Certificate> chain() {
    return chain;
  }

  /** The first instant at which it is good. */
  public Instant begins() {
    return own().getNotBefore().toInstant();
  }

  /** The last. */
  public Instant ends() {
    return own().getNotAfter().toInstant();
  }

  /** The common name of its subject: what the provisioning service knows it by. */
  public Optional<String> commonName() {
    Matcher name = COMMON_NAME.matcher(own().getSubjectX500Principal().getName());
    return name.find() ? Optional.of(name.group(1).replace("\\", "")) : Optional.empty();
  }

  KeyManager keyManager() {
    return new OneKey(key, chain);
  }
}
