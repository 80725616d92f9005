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
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The key with which this cloud signs: ECDSA on P-256 with SHA-256. */
@Singleton
public final class AuditKey {
  private static final String ALGORITHM = "SHA256withECDSA";
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN ([A-Z ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

  private final PrivateKey signing;
  private final PublicKey verifying;

  AuditKey(AuditConfig config) {
    String pem = config.key().orElseGet(() -> read(config.keyFile()));
    try {
      KeyFactory keys = KeyFactory.getInstance("EC");
      this.signing = keys.generatePrivate(new PKCS8EncodedKeySpec(block(pem, "PRIVATE KEY")));
      this.verifying = publicKey(pem);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "the audit key in %s is no EC key: put the one back that signed before, or the anchors cannot be checked"
              .formatted(config.keyFile()),
          e);
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
    return pem("PUBLIC KEY", verifying.getEncoded());
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

  boolean isSignedByThis(byte[] content, String signature) {
    return isSigned(content, signature, verifying);
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
    try {
      return KeyFactory.getInstance("EC")
          .generatePublic(new X509EncodedKeySpec(block(pem, "PUBLIC KEY")));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("this is no public EC key", e);
    }
  }

  private static byte[] block(String pem, String name) {
    Matcher blocks = PEM.matcher(pem);
    while (blocks.find()) {
      if (name.equals(blocks.group(1))) {
        return Base64.getMimeDecoder().decode(blocks.group(2));
      }
    }
    throw new IllegalArgumentException("there is no %s in the PEM text".formatted(name));
  }

  private static String pem(String name, byte[] content) {
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(name, lines, name);
  }
}
