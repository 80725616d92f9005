package dev.sitewarden.cloud.review;

import dev.sitewarden.cloud.incident.IncidentChanges;
import dev.sitewarden.cloud.incident.IncidentEntity;
import dev.sitewarden.cloud.incident.IncidentTag;
import dev.sitewarden.cloud.incident.IncidentView;
import dev.sitewarden.cloud.incident.Incidents;
import dev.sitewarden.cloud.problem.ProblemException;
import dev.sitewarden.domain.incident.IncidentChange;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Carries out decisions: each one transaction, at most once, on the version that was seen. */
@Singleton
class Reviews {
  private final Incidents incidents;
  private final IncidentChanges changes;
  private final IdempotencyKeys keys;

  Reviews(Incidents incidents, IncidentChanges changes, IdempotencyKeys keys) {
    this.incidents = incidents;
    this.changes = changes;
    this.keys = keys;
  }

  /** An incident after a decision, and its new version. */
  record Decided(IncidentView view, IncidentTag tag) {}

  /**
   * Makes the change. If the same intention was carried out before, the incident is answered as it
   * is now and nothing happens.
   */
  Uni<Decided> decide(
      UUID id,
      IncidentChange change,
      Precondition precondition,
      Optional<IdempotencyKeys.Intention> intention) {
    return Panache.withTransaction(
            () ->
                incidents
                    .take(id)
                    .call(
                        incident ->
                            isNew(intention)
                                .flatMap(
                                    isNew ->
                                        isNew
                                            ? carryOut(incident, change, precondition)
                                            : Uni.createFrom().voidItem()))
                    .flatMap(this::answer))
        .invoke(changes::committed);
  }

  private Uni<Boolean> isNew(Optional<IdempotencyKeys.Intention> intention) {
    return intention.map(keys::isNew).orElseGet(() -> Uni.createFrom().item(true));
  }

  private Uni<Void> carryOut(
      IncidentEntity incident, IncidentChange change, Precondition precondition) {
    precondition.require(IncidentTag.of(incident));
    return changes
        .apply(incident, change)
        .invoke(
            isAllowed -> {
              if (!isAllowed) {
                throw ProblemException.conflict(
                    "not-in-this-state",
                    "This cannot be done while the incident is %s.".formatted(incident.state()));
              }
            })
        .chain(() -> changes.publish(List.of(incident.id())));
  }

  private Uni<Decided> answer(IncidentEntity incident) {
    return incidents.view(incident).map(view -> new Decided(view, IncidentTag.of(incident)));
  }
}
