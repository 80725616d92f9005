package dev.sitewarden.cloud.incident;

import dev.sitewarden.cloud.chore.Chore;
import dev.sitewarden.cloud.rights.Sight;
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
import java.util.Optional;
import java.util.UUID;

/**
 * Escalates open incidents that nobody acknowledged in time, a few times each. Any number of
 * processes may run it: an incident is looked at again once it is held.
 */
@Singleton
class Escalations implements Chore {
  private static final int MOST_AT_ONCE = 100;
  private static final String UNANSWERED =
      """
      select id from IncidentEntity
      where state = OPEN and partOf is null and escalations < :most
        and ((severity = ALARM and coalesce(escalatedAt, receivedAt) <= :alarms)
          or (severity = WARNING and coalesce(escalatedAt, receivedAt) <= :warnings))
      order by case when severity = ALARM then 0 else 1 end, coalesce(escalatedAt, receivedAt)
      """;

  private final Incidents incidents;
  private final IncidentChanges changes;
  private final IncidentConfig config;
  private final InstantSource clock;

  Escalations(
      Incidents incidents, IncidentChanges changes, IncidentConfig config, InstantSource clock) {
    this.incidents = incidents;
    this.changes = changes;
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
    return Panache.withSession(this::unanswered)
        .flatMap(
            due ->
                Multi.createFrom()
                    .iterable(due)
                    .onItem()
                    .transformToUniAndConcatenate(this::escalate)
                    .filter(isEscalated -> isEscalated)
                    .collect()
                    .asList())
        .map(List::size);
  }

  private Uni<List<UUID>> unanswered() {
    Instant now = clock.instant();
    return Panache.getSession()
        .flatMap(
            session ->
                session
                    .createSelectionQuery(UNANSWERED, UUID.class)
                    .setParameter("most", config.escalations())
                    .setParameter("alarms", now.minus(config.escalateAlarmAfter()))
                    .setParameter("warnings", now.minus(config.escalateWarningAfter()))
                    .setMaxResults(MOST_AT_ONCE)
                    .getResultList());
  }

  private Uni<Boolean> escalate(UUID id) {
    return Panache.withTransaction(
            () -> incidents.take(id, Sight.EVERYTHING).flatMap(this::escalateIfDue))
        .invoke(isEscalated -> changes.committed());
  }

  private Uni<Boolean> escalateIfDue(IncidentEntity incident) {
    Instant now = clock.instant();
    Instant since = incident.escalatedAt == null ? incident.receivedAt : incident.escalatedAt;
    Duration waited = Duration.between(since, now);
    boolean isDue =
        patience(incident.severity).filter(longest -> waited.compareTo(longest) >= 0).isPresent();
    if (!isDue || incident.isRepeat() || incident.escalations >= config.escalations()) {
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
