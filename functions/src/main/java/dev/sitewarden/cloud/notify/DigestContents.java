package dev.sitewarden.cloud.notify;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sitewarden.cloud.sql.JsonRows;
import dev.sitewarden.cloud.sql.RowInsert;
import dev.sitewarden.cloud.sql.Sql;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.persistence.Tuple;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Which incidents digests tell of, so that their timelines say what came of them. */
@Singleton
class DigestContents {
  private static final RowInsert TOLD_OF =
      new RowInsert("digest_incident", List.of("digest_id", "incident_id"));
  private static final String OF =
      """
      select digest_id, incident_id from digest_incident where digest_id in (:digests)
      order by digest_id, incident_id
      """;

  /** Writes what these digests tell of, in the transaction that persists them. */
  Uni<Void> write(List<NotificationEntity> digests) {
    JsonRows rows = new JsonRows();
    for (NotificationEntity digest : digests) {
      digest.tellsOf.forEach(incident -> rows.add(json -> write(digest.id, incident, json)));
    }
    return Panache.flush().chain(() -> TOLD_OF.insert(rows));
  }

  private static void write(UUID digest, UUID incident, JsonGenerator json) throws IOException {
    json.writeStringField("digest_id", digest.toString());
    json.writeStringField("incident_id", incident.toString());
  }

  /** What can be said of messages in timelines, of digests with all that they tell of. */
  Uni<Lines> lines(Collection<NotificationEntity> messages) {
    List<UUID> digests =
        messages.stream()
            .filter(message -> message.kind == NotificationKind.DIGEST)
            .map(message -> message.id)
            .toList();
    return digests.isEmpty()
        ? Uni.createFrom().item(Lines.WITHOUT_DIGESTS)
        : Sql.of(OF)
            .with("digests", digests)
            .unflushed()
            .list(Tuple.class)
            .map(DigestContents::byDigest)
            .map(Lines::new);
  }

  private static Map<UUID, List<UUID>> byDigest(List<Tuple> rows) {
    Map<UUID, List<UUID>> byDigest = new HashMap<>();
    for (Tuple row : rows) {
      byDigest
          .computeIfAbsent(row.get(0, UUID.class), digest -> new ArrayList<>())
          .add(row.get(1, UUID.class));
    }
    return byDigest;
  }
}
