package dev.sitewarden.edge.hub;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A shared access signature of a device: HMAC-SHA256 over {@code resource + "\n" + expiry}, as IoT
 * Hub takes it. Made anew for each connection.
 */
final class AccessToken {
  /** Long enough for a clip over a slow line, short enough to be worth little when stolen. */
  private static final Duration LIFETIME = Duration.ofHours(1);

  private AccessToken() {}

  static String of(ConnectionString connection, Instant now) {
    long expiry = now.plus(LIFETIME).getEpochSecond();
    String resource = encode("%s/devices/%s".formatted(connection.hostName(), connection.device()));
    return "SharedAccessSignature sr=%s&sig=%s&se=%d"
        .formatted(resource, encode(sign(connection.key(), resource + "\n" + expiry)), expiry);
  }

  private static String sign(String key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(Base64.getDecoder().decode(key), "HmacSHA256"));
      byte[] signature = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(signature);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HMAC-SHA256", e);
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
