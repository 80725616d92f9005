package dev.sitewarden.inference.trust;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;

/**
 * The private half of the key that signs models. Its PEM holds both halves, the private one first:
 * a bundle names the key by its public half.
 */
public final class SigningKey {
  private static final String BLOCK = "PRIVATE KEY";

  private final ECPrivateKey key;
  private final Curve curve;
  private final VerificationKey verification;

  private SigningKey(ECPrivateKey key, VerificationKey verification)
      throws GeneralSecurityException {
    this.key = key;
    this.curve = Curve.of(key);
    this.verification = verification;
  }

  /** A new key on P-256. */
  public static SigningKey generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(Curve.P256.standardName()));
      KeyPair pair = generator.generateKeyPair();
      return new SigningKey((ECPrivateKey) pair.getPrivate(), VerificationKey.of(pair.getPublic()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has P-256", e);
    }
  }

  /**
   * Reads a PEM file's text with a PKCS#8 private key and its public key.
   *
   * @throws IllegalArgumentException in one sentence for the user, which shows nothing of the key
   */
  public static SigningKey ofPem(String pem) {
    try {
      var der = new PKCS8EncodedKeySpec(PemText.block(pem, BLOCK));
      if (!(KeyFactory.getInstance("EC").generatePrivate(der) instanceof ECPrivateKey key)) {
        throw new IllegalArgumentException("it is not on an elliptic curve");
      }
      return matching(new SigningKey(key, VerificationKey.ofPem(pem)));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the model signing key is no PEM file with an unencrypted PKCS#8 elliptic-curve private"
              + " key and its public key (%s); make one with `sitewarden model make-key`"
                  .formatted(e.getMessage()),
          e);
    }
  }

  private static SigningKey matching(SigningKey key) {
    byte[] probe = {1};
    if (!key.verification.verifies(probe, key.sign(probe))) {
      throw new IllegalArgumentException("its two halves do not belong together");
    }
    return key;
  }

  /** Both halves as PEM: keep it to yourself. */
  public String pem() {
    return PemText.of(BLOCK, key.getEncoded()) + verification.pem();
  }

  /** The half that devices get. */
  public VerificationKey verification() {
    return verification;
  }

  byte[] sign(byte[] message) {
    try {
      Signature signer = Signature.getInstance(curve.signatureAlgorithm());
      signer.initSign(key);
      signer.update(message);
      return signer.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("signing with a P-256 key that was read failed", e);
    }
  }
}
