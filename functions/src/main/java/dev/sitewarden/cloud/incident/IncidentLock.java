package dev.sitewarden.cloud.incident;

import dev.sitewarden.cloud.sql.Sql;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Holds incidents, also those that are not stored yet, until the transaction's end. Whoever changes
 * one holds it before he reads it, so that device, notifier and people wait for each other instead
 * of failing each other.
 */
final class IncidentLock {
  /** Sorted, so that two batches cannot deadlock. */
  private static final String HOLD =
      """
      select cast(pg_advisory_xact_lock(key) as text)
      from unnest(cast(string_to_array(:keys, ',') as bigint[])) as key
      """;

  private IncidentLock() {}

  static Uni<Void> hold(List<UUID> incidents) {
    return hold(incidents, List.of());
  }

  /**
   * Holds situations, too: whoever opens an incident of one, or decides on one, holds it, so that
   * no repeat is joined to what a person is just resolving.
   */
  static Uni<Void> hold(List<UUID> incidents, List<Situation> situations) {
    String keys =
        LongStream.concat(
                incidents.stream().mapToLong(UUID::getMostSignificantBits),
                situations.stream().mapToLong(Situation::lockKey))
            .boxed()
            .distinct()
            .sorted()
            .map(String::valueOf)
            .collect(Collectors.joining(","));
    return Sql.of(HOLD).with("keys", keys).list(String.class).replaceWithVoid();
  }
}
