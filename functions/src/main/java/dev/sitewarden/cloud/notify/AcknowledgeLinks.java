package dev.sitewarden.cloud.notify;

import dev.sitewarden.cloud.problem.ProblemException;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/**
 * Links that acknowledge one incident in one person's name, until they expire.
 *
 * <p>What they say is after the {@code #}: no server, proxy or preview robot ever sees it. The page
 * behind shows what it is about and acknowledges with a {@code POST} when somebody taps. The key
 * signs the purpose, too, so that nothing else that it signs is a link, and in it the channel,
 * which takes no room in the link that way: whoever reads it tries each.
 */
@Singleton
class AcknowledgeLinks {
  private static final String PURPOSE = "sitewarden acknowledge link 2";

  /** Channels that a link says it went by; without a name one says nothing of it. */
  private static final List<String> CHANNELS =
      List.of(Destination.SMS, Destination.EMAIL, LocalOutbox.NAME, "");

  /** Half of what SHA-256 gives, which RFC 2104 allows: a text message is short. */
  private static final int MAC_BYTES = 16;

  private static final int FIXED_BYTES = 2 * Long.BYTES + Integer.BYTES;
  private static final int LONGEST = 400;

  /**
   * What a link says.
   *
   * @param channel by which it went; empty if it does not say
   */
  record Acknowledging(UUID incident, String person, Instant expires, String channel) {
    /** How somebody acknowledges who follows it. */
    String how() {
      return channel.isEmpty() ? "by link" : "by link, " + channel;
    }
  }

  private final Signature signature;
  private final NotifyConfig config;
  private final InstantSource clock;

  AcknowledgeLinks(NotifyConfig config, InstantSource clock) {
    this.signature = new Signature(config.linkKey());
    this.config = config;
    this.clock = clock;
  }

  /** The link of a message that was written at this instant and goes by this channel. */
  URI link(UUID incident, String person, Instant writtenAt, String channel) {
    String said = CHANNELS.contains(channel) ? channel : "";
    Instant expires = writtenAt.plus(config.linkLifetime());
    byte[] name = person.getBytes(StandardCharsets.UTF_8);
    byte[] content =
        ByteBuffer.allocate(FIXED_BYTES + name.length)
            .putLong(incident.getMostSignificantBits())
            .putLong(incident.getLeastSignificantBits())
            .putInt((int) expires.getEpochSecond()) // read as unsigned: until 2106
            .put(name)
            .array();
    byte[] token =
        ByteBuffer.allocate(content.length + MAC_BYTES)
            .put(content)
            .put(mac(said, content))
            .array();
    return config
        .pageUrl()
        .resolve("/a#" + Base64.getUrlEncoder().withoutPadding().encodeToString(token));
  }

  /** Reads what a link says; a problem if it is none of ours, or too old. */
  Acknowledging read(String token) {
    byte[] bytes = bytes(token);
    int size = bytes.length - MAC_BYTES;
    if (size <= FIXED_BYTES) {
      throw invalid();
    }
    byte[] content = Arrays.copyOf(bytes, size);
    byte[] given = Arrays.copyOfRange(bytes, size, bytes.length);
    String channel =
        CHANNELS.stream()
            .filter(one -> MessageDigest.isEqual(given, mac(one, content)))
            .findFirst()
            .orElseThrow(AcknowledgeLinks::invalid);
    ByteBuffer said = ByteBuffer.wrap(content);
    UUID incident = new UUID(said.getLong(), said.getLong());
    Instant expires = Instant.ofEpochSecond(Integer.toUnsignedLong(said.getInt()));
    if (!clock.instant().isBefore(expires)) {
      throw ProblemException.forbidden(
          "link-expired", "This link expired at %s; sign in instead.".formatted(expires));
    }
    String person =
        new String(content, FIXED_BYTES, content.length - FIXED_BYTES, StandardCharsets.UTF_8);
    return new Acknowledging(incident, person, expires, channel);
  }

  private static byte[] bytes(String token) {
    try {
      return token.length() > LONGEST ? new byte[0] : Base64.getUrlDecoder().decode(token);
    } catch (IllegalArgumentException e) {
      throw invalid();
    }
  }

  private static ProblemException invalid() {
    return ProblemException.forbidden(
        "link-invalid", "This is no link of Sitewarden's, or not all of it; sign in instead.");
  }

  private byte[] mac(String channel, byte[] content) {
    byte[] purpose =
        (PURPOSE + (channel.isEmpty() ? "" : " by " + channel) + "\n")
            .getBytes(StandardCharsets.UTF_8);
    byte[] signed =
        ByteBuffer.allocate(purpose.length + content.length).put(purpose).put(content).array();
    return Arrays.copyOf(signature.of(signed), MAC_BYTES);
  }
}
