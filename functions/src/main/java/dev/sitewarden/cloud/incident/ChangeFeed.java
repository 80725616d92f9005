package dev.sitewarden.cloud.incident;

import dev.sitewarden.cloud.sql.Sql;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.stream.Collectors;

/**
 * Puts changes into one order and tells everybody who waits, whichever process he asked.
 *
 * <p>A sequence would not do: its numbers become visible in the order of commits, not of numbers,
 * and a reader who has seen 6 would never ask for the 5 that is committed later. So the number is a
 * row, taken last in a transaction and locked until the commit. PostgreSQL delivers the {@code
 * NOTIFY} after the commit and only then, which spares a hook of our own.
 */
@Singleton
class ChangeFeed {
  static final String CHANNEL = "incident_news";

  private static final String PUBLISH =
      """
      with number as (
             update incident_news set last = last + cast(:count as bigint) returning last),
           marked as (
             insert into incident_news_item (incident_id, number)
             select id, number.last - cast(:count as bigint) + place
             from number, unnest(cast(string_to_array(:ids, ',') as uuid[])) with ordinality
               as changed (id, place)
             on conflict (incident_id) do update set number = excluded.number)
      select cast(pg_notify('incident_news', cast(last as text)) as text) from number
      """;
  private static final String NEWEST = "select last from incident_news";

  /**
   * Makes changes news. Call it last in a transaction, as everybody else who changes something then
   * waits for its end, and only for incidents that the transaction holds: who has the number must
   * not wait for anybody.
   */
  Uni<Void> publish(Collection<IncidentEntity> changed) {
    if (changed.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    String ids =
        changed.stream().map(incident -> incident.id.toString()).collect(Collectors.joining(","));
    return Panache.getSession()
        .flatMap(session -> session.flush())
        .chain(
            () -> Sql.of(PUBLISH).with("ids", ids).with("count", changed.size()).list(String.class))
        .replaceWithVoid();
  }

  /** The number of the newest change that is visible to the caller. */
  Uni<Long> newest() {
    return Sql.of(NEWEST).single(Long.class);
  }
}
