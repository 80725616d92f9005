package dev.sitewarden.cloud.incident;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sitewarden.cloud.chore.Chore;
import dev.sitewarden.cloud.rights.Sight;
import dev.sitewarden.cloud.sql.Sql;
import dev.sitewarden.domain.incident.IncidentChange;
import dev.sitewarden.domain.site.Severity;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Escalates open incidents that nobody acknowledged in time, a few times each, and to everybody in
 * the site's list. Any number of processes may run it: an incident is looked at again once it is
 * held.
 */
@Singleton
class Escalations implements Chore {
  private static final int MOST_AT_ONCE = 100;
  private static final String UNANSWERED =
      """
      select i.id from incident i
      left join jsonb_to_recordset(cast(cast(:lists as text) as jsonb)) as list (site text, size int)
        on list.site = i.site
      where i.state = 'OPEN' and i.part_of is null
        and i.escalations < greatest(:most, coalesce(list.size, 0))
        and ((i.severity = 'ALARM' and coalesce(i.escalated_at, i.received_at) <= :alarms)
          or (i.severity = 'WARNING' and coalesce(i.escalated_at, i.received_at) <= :warnings))
      order by case when i.severity = 'ALARM' then 0 else 1 end,
        coalesce(i.escalated_at, i.received_at)
      """;

  /**
   * What waited long enough.
   *
   * @param sizes how many people the lists of sites name
   */
  private record Due(List<UUID> incidents, Map<String, Integer> sizes) {}

  private final Incidents incidents;
  private final IncidentChanges changes;
  private final EscalationLists lists;
  private final IncidentConfig config;
  private final InstantSource clock;

  Escalations(
      Incidents incidents,
      IncidentChanges changes,
      EscalationLists lists,
      IncidentConfig config,
      InstantSource clock) {
    this.incidents = incidents;
    this.changes = changes;
    this.lists = lists;
    this.config = config;
    this.clock = clock;
  }

  @Override
  public Rhythm rhythm() {
    return Rhythm.OFTEN;
  }

  /** Escalates what is due, alarms first; what was changed meanwhile waits for the next round. */
  @Override
  public Uni<Void> run() {
    return some().flatMap(done -> done == MOST_AT_ONCE ? run() : Uni.createFrom().voidItem());
  }

  /** How many of some that are due were escalated. */
  private Uni<Integer> some() {
    return Panache.withSession(
            () -> lists.sizes().flatMap(sizes -> unanswered(sizes).map(due -> new Due(due, sizes))))
        .flatMap(
            due ->
                Multi.createFrom()
                    .iterable(due.incidents())
                    .onItem()
                    .transformToUniAndConcatenate(incident -> escalate(incident, due.sizes()))
                    .filter(isEscalated -> isEscalated)
                    .collect()
                    .asList())
        .map(List::size);
  }

  private Uni<List<UUID>> unanswered(Map<String, Integer> sizes) {
    Instant now = clock.instant();
    ArrayNode bySite = JsonNodeFactory.instance.arrayNode();
    sizes.forEach((site, size) -> bySite.addObject().put("site", site).put("size", size));
    return Sql.of(UNANSWERED)
        .with("lists", bySite.toString())
        .with("most", config.escalations())
        .with("alarms", now.minus(config.escalateAlarmAfter()))
        .with("warnings", now.minus(config.escalateWarningAfter()))
        .atMost(MOST_AT_ONCE)
        .list(UUID.class);
  }

  private Uni<Boolean> escalate(UUID id, Map<String, Integer> sizes) {
    return Panache.withTransaction(
            () ->
                incidents
                    .take(id, Sight.EVERYTHING)
                    .flatMap(incident -> escalateIfDue(incident, sizes)))
        .invoke(isEscalated -> changes.committed());
  }

  private Uni<Boolean> escalateIfDue(IncidentEntity incident, Map<String, Integer> sizes) {
    int most = Math.max(config.escalations(), sizes.getOrDefault(incident.site, 0));
    Instant now = clock.instant();
    Instant since = incident.escalatedAt == null ? incident.receivedAt : incident.escalatedAt;
    Duration waited = Duration.between(since, now);
    boolean isDue =
        patience(incident.severity).filter(longest -> waited.compareTo(longest) >= 0).isPresent();
    if (!isDue || incident.isRepeat() || incident.escalations >= most) {
      return Uni.createFrom().item(false);
    }
    return changes
        .apply(incident, new IncidentChange.Escalated(now, incident.escalations + 1, waited))
        .call(isEscalated -> changes.publish(List.of(incident)));
  }

  private Optional<Duration> patience(Severity severity) {
    return switch (severity) {
      case ALARM -> Optional.of(config.escalateAlarmAfter());
      case WARNING -> Optional.of(config.escalateWarningAfter());
      case INFO -> Optional.empty();
    };
  }
}
