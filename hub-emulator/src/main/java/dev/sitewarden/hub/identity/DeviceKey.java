package dev.sitewarden.hub.identity;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** A symmetric key that signs with HMAC-SHA256; it never shows in a log. */
public final class DeviceKey {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int BYTES = 32;

  private final SecretKey secret;

  private DeviceKey(byte[] bytes) {
    this.secret = new SecretKeySpec(bytes, ALGORITHM);
  }

  /** A new key; the generator must be cryptographically strong. */
  public static DeviceKey generate(RandomGenerator random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new DeviceKey(bytes);
  }

  /** Reads a key as connection strings carry it. */
  public static DeviceKey ofBase64(String text) {
    byte[] bytes = Base64.getDecoder().decode(text);
    if (bytes.length < 16) {
      throw new IllegalArgumentException(
          "a device key must be base64 of at least 16 bytes, got %d".formatted(bytes.length));
    }
    return new DeviceKey(bytes);
  }

  /** The key as connection strings carry it. */
  public String base64() {
    return Base64.getEncoder().encodeToString(secret.getEncoded());
  }

  /** HMAC-SHA256 over the text's UTF-8 bytes, {@code byte[32]}. */
  public byte[] sign(String text) {
    return sign(text.getBytes(StandardCharsets.UTF_8));
  }

  /** HMAC-SHA256 over the bytes, {@code byte[32]}. */
  public byte[] sign(byte[] data) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(secret);
      return mac.doFinal(data);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK signs with " + ALGORITHM, e);
    }
  }

  @Override
  public String toString() {
    return "DeviceKey[hidden]";
  }
}
