package dev.sitewarden.cloud.ingest;

import dev.sitewarden.cloud.ingest.Reading.Refusal;
import dev.sitewarden.cloud.ingest.Reading.Understood;
import dev.sitewarden.cloud.sql.Sql;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Remembers which messages had their effect. */
@Singleton
final class ReceivedMessages {
  /** Ids in one order everywhere, so that two batches with the same messages cannot deadlock. */
  private static final String NOTE =
      """
      insert into received_message (device, id, received_at)
      select device, id, :at
      from unnest(string_to_array(:devices, ','), cast(string_to_array(:ids, ',') as uuid[]))
        as batch (device, id)
      on conflict do nothing
      """;

  /** Those that this transaction has written. */
  private static final String OWN =
      """
      select batch.device || ',' || cast(batch.id as text)
      from unnest(string_to_array(:devices, ','), cast(string_to_array(:ids, ',') as uuid[]))
        as batch (device, id)
      join received_message noted on noted.device = batch.device and noted.id = batch.id
      where noted.xmin = cast(pg_current_xact_id() as xid)
      """;

  private static final String FORGET =
      """
      delete from received_message using
        unnest(string_to_array(:devices, ','), cast(string_to_array(:ids, ',') as uuid[]))
          as batch (device, id)
      where received_message.device = batch.device and received_message.id = batch.id
      """;

  /**
   * Notes messages inside the caller's transaction.
   *
   * @return those that are here for the first time, each once, in the order given; a message that
   *     another transaction is noting right now is waited for
   */
  Uni<List<Understood>> noteNew(List<Understood> messages, Instant at) {
    Map<Understood.Key, Understood> each = new LinkedHashMap<>();
    messages.forEach(message -> each.putIfAbsent(message.key(), message));
    if (each.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    List<Understood.Key> sorted =
        each.keySet().stream().sorted(Comparator.comparing(key -> key.id().value())).toList();
    return note(sorted, at)
        .flatMap(
            noted ->
                noted == each.size()
                    ? Uni.createFrom().item(List.copyOf(each.values()))
                    : own(sorted).map(own -> only(own, each)));
  }

  /** How many came for the first time: mostly all, and then nothing need be said of each. */
  private static Uni<Integer> note(List<Understood.Key> sorted, Instant at) {
    return Sql.of(NOTE)
        .with("at", at)
        .with("devices", joined(sorted, key -> key.device().value()))
        .with("ids", joined(sorted, key -> key.id().toString()))
        .execute();
  }

  private static Uni<Set<String>> own(List<Understood.Key> keys) {
    return Sql.of(OWN)
        .with("devices", joined(keys, key -> key.device().value()))
        .with("ids", joined(keys, key -> key.id().toString()))
        .list(String.class)
        .map(HashSet::new);
  }

  private static List<Understood> only(Set<String> rows, Map<Understood.Key, Understood> each) {
    return each.entrySet().stream()
        .filter(entry -> rows.contains(row(entry.getKey())))
        .map(Map.Entry::getValue)
        .toList();
  }

  /** Takes notes of messages back that had no effect, inside the caller's transaction. */
  Uni<Void> forget(List<Refusal> refused) {
    if (refused.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    List<Understood.Key> keys = refused.stream().map(one -> one.message().key()).toList();
    return Sql.of(FORGET)
        .with("devices", joined(keys, key -> key.device().value()))
        .with("ids", joined(keys, key -> key.id().toString()))
        .execute()
        .replaceWithVoid();
  }

  private static String joined(List<Understood.Key> keys, Function<Understood.Key, String> part) {
    return keys.stream().map(part).collect(Collectors.joining(","));
  }

  private static String row(Understood.Key key) {
    UUID id = key.id().value();
    return key.device() + "," + id;
  }
}
