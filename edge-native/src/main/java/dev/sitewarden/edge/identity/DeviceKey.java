package dev.sitewarden.edge.identity;

import dev.sitewarden.domain.site.DeviceId;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A device that shares a key with the hub and signs its tokens with it.
 *
 * @param key base64; it appears in no message
 */
public record DeviceKey(String hostName, DeviceId device, String key) implements HubIdentity {
  public DeviceKey {
    decode(key);
  }

  private static byte[] decode(String key) {
    try {
      return Base64.getDecoder().decode(key);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("SharedAccessKey is not base64", e);
    }
  }

  @Override
  public Optional<String> token(Instant now) {
    return Optional.of(AccessToken.of(this, now, this::sign));
  }

  private byte[] sign(byte[] text) {
    return hmac(decode(key), text);
  }

  /** HMAC-SHA256, with which Azure's keys sign. */
  public static byte[] hmac(byte[] key, byte[] text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HMAC-SHA256", e);
    }
  }

  @Override
  public String remedy() {
    return "check its connection string and this machine's clock";
  }

  @Override
  public String toString() {
    return "HostName=%s;DeviceId=%s".formatted(hostName, device);
  }
}
