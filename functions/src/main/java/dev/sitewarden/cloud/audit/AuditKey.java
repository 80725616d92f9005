package dev.sitewarden.cloud.audit;

import dev.sitewarden.domain.model.Digest;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The key with which this cloud signs, ECDSA on P-256 with SHA-256, and those with which it signed
 * before.
 */
@Singleton
public final class AuditKey {
  private static final String ALGORITHM = "SHA256withECDSA";
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN ([A-Z ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

  private final PrivateKey signing;
  private final PublicKey verifying;
  private final List<PublicKey> former;

  AuditKey(AuditConfig config) {
    String pem = config.key().orElseGet(() -> read(config.keyFile()));
    try {
      KeyFactory keys = KeyFactory.getInstance("EC");
      this.signing =
          keys.generatePrivate(new PKCS8EncodedKeySpec(blocks(pem, "PRIVATE KEY").getFirst()));
      this.verifying = publicKey(pem);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "the audit key in %s is no EC key: put the one back that signed before, or name it in cloud.audit.former-keys"
              .formatted(config.keyFile()),
          e);
    }
    this.former = config.formerKeys().map(AuditKey::formerKeys).orElse(List.of());
  }

  private static List<PublicKey> formerKeys(String pem) {
    try {
      return publicKeys(pem);
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(
          "cloud.audit.former-keys must hold public EC keys as PEM: " + e.getMessage(), e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("reading the audit key %s failed".formatted(file), e);
    }
  }

  /** A new key, both halves as PEM, for a file that only its owner reads. */
  public static String generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair pair = generator.generateKeyPair();
      return pem("PRIVATE KEY", pair.getPrivate().getEncoded())
          + pem("PUBLIC KEY", pair.getPublic().getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has P-256", e);
    }
  }

  /** The half that anybody may have, as PEM. */
  public String publicPem() {
    return publicPem(verifying);
  }

  static String publicPem(PublicKey key) {
    return pem("PUBLIC KEY", key.getEncoded());
  }

  /** The public halves of the keys that signed before. */
  List<PublicKey> former() {
    return former;
  }

  /** By what people tell keys apart. */
  public String fingerprint() {
    return fingerprint(verifying);
  }

  static String fingerprint(PublicKey key) {
    return Digest.of(key.getEncoded()).sha256();
  }

  /** A signature in Base64. */
  public String sign(byte[] content) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(signing);
      signature.update(content);
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("signing with the audit key failed", e);
    }
  }

  /**
   * Whether this cloud signed, now or with a key of before.
   *
   * @param by the fingerprint of the key that is said to have signed; without it any may have
   */
  boolean isSignedByThis(byte[] content, String signature, Optional<String> by) {
    List<PublicKey> keys = new ArrayList<>(former);
    keys.addFirst(verifying);
    return keys.stream()
        .filter(key -> by.isEmpty() || by.get().equals(fingerprint(key)))
        .anyMatch(key -> isSigned(content, signature, key));
  }

  static boolean isSigned(byte[] content, String signed, PublicKey key) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initVerify(key);
      signature.update(content);
      return signature.verify(Base64.getDecoder().decode(signed.strip()));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false; // not even a signature
    }
  }

  /** The public key in a PEM text. */
  static PublicKey publicKey(String pem) {
    return publicKeys(pem).getFirst();
  }

  private static List<PublicKey> publicKeys(String pem) {
    try {
      KeyFactory keys = KeyFactory.getInstance("EC");
      List<PublicKey> found = new ArrayList<>();
      for (byte[] block : blocks(pem, "PUBLIC KEY")) {
        found.add(keys.generatePublic(new X509EncodedKeySpec(block)));
      }
      return List.copyOf(found);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("this is no public EC key", e);
    }
  }

  private static List<byte[]> blocks(String pem, String name) {
    List<byte[]> found =
        PEM.matcher(pem)
            .results()
            .filter(block -> name.equals(block.group(1)))
            .map(block -> Base64.getMimeDecoder().decode(block.group(2)))
            .toList();
    if (found.isEmpty()) {
      throw new IllegalArgumentException("there is no %s in the PEM text".formatted(name));
    }
    return found;
  }

  private static String pem(String name, byte[] content) {
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(name, lines, name);
  }
}
