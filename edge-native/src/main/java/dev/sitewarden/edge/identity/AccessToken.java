package dev.sitewarden.edge.identity;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.function.UnaryOperator;

/**
 * A shared access signature of a device or module: HMAC-SHA256 over {@code resource + "\n" +
 * expiry}, as IoT Hub takes it. Made anew for each connection.
 */
final class AccessToken {
  /** Long enough for a clip over a slow line, short enough to be worth little when stolen. */
  private static final Duration LIFETIME = Duration.ofHours(1);

  private AccessToken() {}

  /**
   * @param signer gives the HMAC of what it is given
   */
  static String of(HubIdentity identity, Instant now, UnaryOperator<byte[]> signer) {
    long expiry = now.plus(LIFETIME).getEpochSecond();
    String resource = encode("%s/%s".formatted(identity.hostName(), identity.path()));
    byte[] signature = signer.apply((resource + "\n" + expiry).getBytes(StandardCharsets.UTF_8));
    return "SharedAccessSignature sr=%s&sig=%s&se=%d"
        .formatted(resource, encode(Base64.getEncoder().encodeToString(signature)), expiry);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
