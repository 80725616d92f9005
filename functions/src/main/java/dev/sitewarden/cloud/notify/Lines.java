package dev.sitewarden.cloud.notify;

import dev.sitewarden.cloud.incident.Notice;
import dev.sitewarden.cloud.observe.Masks;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What came of messages, as lines of the timelines of all that they tell of; names of people and
 * channels, and nothing that reaches anybody.
 *
 * @param byDigest the incidents that digests tell of
 */
record Lines(Map<UUID, List<UUID>> byDigest) {
  /** Digests have none. */
  static final Lines WITHOUT_DIGESTS = new Lines(Map.of());

  private static final int LONGEST_REASON = 300;

  Lines {
    byDigest = Map.copyOf(byDigest);
  }

  /** That it was handed over. */
  Stream<Notice> told(NotificationEntity message, Instant at) {
    return about(message).map(incident -> Notice.told(incident, at, toWhom(message)));
  }

  /** That it arrived. */
  Stream<Notice> delivered(NotificationEntity message, Instant at) {
    return about(message).map(incident -> Notice.delivered(incident, at, toWhom(message)));
  }

  /** That it was refused, given up, or did not arrive. */
  Stream<Notice> notDelivered(NotificationEntity message, Instant at, String why) {
    String said = Masks.masked(why);
    String words =
        toWhom(message) + "; " + said.substring(0, Math.min(said.length(), LONGEST_REASON));
    return about(message).map(incident -> Notice.notDelivered(incident, at, words));
  }

  private Stream<UUID> about(NotificationEntity message) {
    return message.kind == NotificationKind.DIGEST
        ? byDigest.getOrDefault(message.id, List.of()).stream()
        : Optional.ofNullable(message.incidentId).stream();
  }

  private static String toWhom(NotificationEntity message) {
    String whom = "to %s by %s".formatted(message.recipient, message.channel);
    return message.kind == NotificationKind.DIGEST ? whom + ", in a digest" : whom;
  }
}
