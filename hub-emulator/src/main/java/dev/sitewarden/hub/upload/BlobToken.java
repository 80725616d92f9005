package dev.sitewarden.hub.upload;

import dev.sitewarden.hub.identity.DeviceKey;
import dev.sitewarden.hub.identity.PercentText;
import dev.sitewarden.hub.identity.RefusedException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Makes and checks the tokens that let somebody PUT one blob, or its blocks, for a while, in the
 * look of Azure Storage's: {@code ?sv=..&sr=b&sp=rw&se={seconds}&sig=..}.
 *
 * <p>The key lives as long as the process: after a restart of the hub a device asks for a new
 * token, as it does after an expiry.
 */
final class BlobToken {
  private final DeviceKey key;
  private final InstantSource clock;

  BlobToken(RandomGenerator random, InstantSource clock) {
    this.key = DeviceKey.generate(random);
    this.clock = clock;
  }

  /** The query that goes after the blob's address, with its question mark. */
  String issue(BlobName blob, Instant until) {
    String expiry = String.valueOf(until.truncatedTo(ChronoUnit.SECONDS).getEpochSecond());
    return "?sv=2021-08-06&sr=b&sp=rw&se=%s&sig=%s".formatted(expiry, signature(blob, expiry));
  }

  /** Refuses a query that was not issued for this blob, or whose time is up. */
  void require(BlobName blob, String query) {
    Map<String, String> fields = fields(query);
    String expiry = fields.getOrDefault("se", "");
    byte[] given = fields.getOrDefault("sig", "").getBytes(StandardCharsets.UTF_8);
    byte[] expected = signature(blob, expiry).getBytes(StandardCharsets.UTF_8);
    if (!MessageDigest.isEqual(expected, given)) {
      throw new RefusedException(
          403,
          "AuthenticationFailed",
          "the token was not issued for blob '%s'; ask for a new one".formatted(blob));
    }
    Instant until = Instant.ofEpochSecond(Long.parseLong(expiry)); // signed, so it is a number
    if (!clock.instant().isBefore(until)) {
      throw new RefusedException(
          403,
          "AuthenticationFailed",
          "the token expired at %s; ask for a new one".formatted(until));
    }
  }

  private String signature(BlobName blob, String expiry) {
    byte[] hmac = key.sign("PUT\n%s\n%s".formatted(blob, expiry));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(hmac);
  }

  /** The fields of a query, decoded. */
  static Map<String, String> fields(String query) {
    Map<String, String> fields = new HashMap<>();
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        fields.put(pair.substring(0, equals), PercentText.decode(pair.substring(equals + 1)));
      }
    }
    return fields;
  }
}
