package dev.sitewarden.hub.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A token: {@code SharedAccessSignature sig={}&se={}&sr={}[&skn={}]}, fields in any order.
 *
 * <p>The signature is HMAC-SHA256 over {@code sr + "\n" + se}, both exactly as they were sent:
 * Microsoft's Java client sends {@code sr} without URL encoding, others encode it.
 *
 * @param resource {@code sr} as sent
 * @param scope the same decoded: what the token is good for, {@code {host}/devices/{device}}
 * @param signature {@code sig}, decoded to base64
 * @param expiry {@code se} as sent: seconds since 1970
 * @param policy {@code skn}: the policy whose key signed it; empty in a device's own token
 */
record SharedAccessSignature(
    String resource, String scope, String signature, String expiry, String policy) {
  private static final String SCHEME = "SharedAccessSignature ";
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,11}");

  SharedAccessSignature {
    if (!SECONDS.matcher(expiry).matches()) {
      throw new IllegalArgumentException(
          "se must be seconds since 1970, got '%s'".formatted(expiry));
    }
  }

  /** Reads a token; anything else is an {@link IllegalArgumentException} that shows no secret. */
  static SharedAccessSignature parse(String text) {
    if (!text.startsWith(SCHEME)) {
      throw new IllegalArgumentException("the token must start with '%s'".formatted(SCHEME));
    }
    Map<String, String> fields = new HashMap<>();
    for (String pair : text.substring(SCHEME.length()).split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        fields.put(pair.substring(0, equals), pair.substring(equals + 1));
      }
    }
    String resource = field(fields, "sr");
    return new SharedAccessSignature(
        resource,
        PercentText.decode(resource),
        PercentText.decode(field(fields, "sig")),
        field(fields, "se"),
        PercentText.decode(fields.getOrDefault("skn", "")));
  }

  private static String field(Map<String, String> fields, String name) {
    String value = fields.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the token has no field '%s'".formatted(name));
    }
    return value;
  }

  Instant expiresAt() {
    return Instant.ofEpochSecond(Long.parseLong(expiry));
  }

  /** Compares in constant time. */
  boolean isSignedBy(DeviceKey key) {
    byte[] expected = Base64.getEncoder().encode(key.sign(resource + "\n" + expiry));
    return MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "SharedAccessSignature[sr=%s, se=%s]".formatted(resource, expiry);
  }
}
