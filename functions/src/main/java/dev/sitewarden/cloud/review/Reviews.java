package dev.sitewarden.cloud.review;

import dev.sitewarden.cloud.incident.IncidentChanges;
import dev.sitewarden.cloud.incident.IncidentEntity;
import dev.sitewarden.cloud.incident.IncidentTag;
import dev.sitewarden.cloud.incident.IncidentView;
import dev.sitewarden.cloud.incident.Incidents;
import dev.sitewarden.cloud.problem.ProblemException;
import dev.sitewarden.cloud.rights.Duty;
import dev.sitewarden.cloud.rights.Rights;
import dev.sitewarden.cloud.rights.Viewer;
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
  private final Viewer viewer;

  Reviews(Incidents incidents, IncidentChanges changes, IdempotencyKeys keys, Viewer viewer) {
    this.incidents = incidents;
    this.changes = changes;
    this.keys = keys;
    this.viewer = viewer;
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
                viewer
                    .rights()
                    .flatMap(rights -> take(id, rights))
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

  /**
   * Who sees it and may not decide is told so; who does not see it is told that it is not there.
   */
  private Uni<IncidentEntity> take(UUID id, Rights rights) {
    return incidents
        .take(id, rights.sight(Duty.LOOK))
        .invoke(
            incident -> {
              if (!rights.sight(Duty.DECIDE).includes(incident.device(), incident.camera())) {
                throw ProblemException.forbidden(
                    "place-not-allowed", "You may look at this camera, but not decide here.");
              }
            });
  }

  private Uni<Boolean> isNew(Optional<IdempotencyKeys.Intention> intention) {
    return intention.map(keys::isNew).orElseGet(() -> Uni.createFrom().item(true));
  }

  private Uni<Void> carryOut(
      IncidentEntity incident, IncidentChange change, Precondition precondition) {
    precondition.require(IncidentTag.of(incident));
    requireOwnWork(incident, change);
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
        .chain(() -> changes.publish(List.of(incident)));
  }

  private Uni<Decided> answer(IncidentEntity incident) {
    return incidents.view(incident).map(view -> new Decided(view, IncidentTag.of(incident)));
  }

  /** A repeat is decided with the first incident of its situation, or taken out of it. */
  private static void requireOwnWork(IncidentEntity incident, IncidentChange change) {
    boolean isAllowed =
        switch (change) {
          case IncidentChange.Separated separated -> incident.isRepeat();
          case IncidentChange.Commented commented -> true;
          default -> !incident.isRepeat();
        };
    if (!isAllowed) {
      throw incident.isRepeat()
          ? ProblemException.conflict(
              "is-a-repeat",
              "This repeats incident %s: decide there, or separate it first."
                  .formatted(incident.situation()))
          : ProblemException.conflict("not-a-repeat", "This is an incident of its own already.");
    }
  }
}
