package dev.sitewarden.cloud.notify;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 with one key. */
final class Signature {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int FEWEST_BYTES = 16;

  private final SecretKeySpec key;

  Signature(String secret) {
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    if (bytes.length < FEWEST_BYTES) {
      throw new IllegalArgumentException(
          "a signing key must have %d bytes at least, got %d"
              .formatted(FEWEST_BYTES, bytes.length));
    }
    this.key = new SecretKeySpec(bytes, ALGORITHM);
  }

  byte[] of(byte[] content) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(content);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }
}
