package dev.sitewarden.inference.trust;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sitewarden.domain.model.Digest;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;

/** The public half of the key that signs models: the only one whose packages are taken. */
public final class VerificationKey {
  private static final String BLOCK = "PUBLIC KEY";

  private final ECPublicKey key;
  private final Curve curve;

  private VerificationKey(ECPublicKey key, Curve curve) {
    this.key = key;
    this.curve = curve;
  }

  /**
   * Reads a PEM file's text, as {@code openssl ec -pubout} writes it.
   *
   * @throws IllegalArgumentException in one sentence for the user
   */
  public static VerificationKey ofPem(String pem) {
    try {
      return of(
          KeyFactory.getInstance("EC")
              .generatePublic(new X509EncodedKeySpec(PemText.block(pem, BLOCK))));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the model verification key is no elliptic-curve public key in PEM: %s; give the .pub that"
                  .formatted(e.getMessage())
              + " `sitewarden model make-key` wrote",
          e);
    }
  }

  static VerificationKey of(java.security.PublicKey key) throws GeneralSecurityException {
    if (!(key instanceof ECPublicKey ec)) {
      throw new IllegalArgumentException("it is of type " + key.getAlgorithm());
    }
    return new VerificationKey(ec, Curve.of(ec));
  }

  /** The key as PEM. */
  public String pem() {
    return PemText.of(BLOCK, key.getEncoded());
  }

  /** What a bundle names the key by: the SHA-256 of its PEM. */
  public String hint() {
    return Digest.of(pem().getBytes(US_ASCII)).sha256();
  }

  /** Whether that DER signature over the message is of this key. */
  boolean verifies(byte[] message, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance(curve.signatureAlgorithm());
      verifier.initVerify(key);
      verifier.update(message);
      return verifier.verify(signature);
    } catch (SignatureException e) {
      return false; // no DER signature at all
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has ECDSA", e);
    }
  }
}
