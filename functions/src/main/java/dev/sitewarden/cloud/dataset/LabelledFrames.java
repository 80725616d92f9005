package dev.sitewarden.cloud.dataset;

import dev.sitewarden.cloud.incident.IncidentEntity;
import dev.sitewarden.cloud.incident.IncidentObserver;
import dev.sitewarden.cloud.rights.Sight;
import dev.sitewarden.domain.incident.IncidentChange;
import dev.sitewarden.domain.incident.Verdict;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Keeps one partially labelled frame for each verdict that teaches something; a judgement that is
 * taken back takes its label with it.
 */
@Singleton
class LabelledFrames implements IncidentObserver {
  /** The most frames that one export holds; the oldest come first. */
  static final int MOST_EXPORTED = 20_000;

  private static final String WITHDRAW =
      "delete from LabelledFrameEntity where incidentId = :incident";
  private static final String JUDGED =
      """
      select frame, incident from LabelledFrameEntity frame
      join IncidentEntity incident on incident.id = frame.incidentId
      where
      """
          + Sight.condition("incident")
          + "order by frame.judgedAt, frame.incidentId";

  /** A verdict and the incident that it is about. */
  @RegisterForReflection
  record Judged(LabelledFrameEntity frame, IncidentEntity incident) {}

  @Override
  public Uni<Void> changed(IncidentEntity incident, IncidentChange change) {
    return switch (change) {
      case IncidentChange.Resolved resolved when resolved.verdict() != Verdict.UNSURE ->
          Panache.getSession()
              .flatMap(
                  session -> session.persist(new LabelledFrameEntity(incident.id(), resolved)));
      case IncidentChange.Reopened reopened -> withdraw(incident);
      case IncidentChange.Resolved unsure -> nothing();
      case IncidentChange.Acknowledged acknowledged -> nothing();
      case IncidentChange.Ended ended -> nothing();
      case IncidentChange.Updated updated -> nothing();
      case IncidentChange.EvidenceStored stored -> nothing();
      case IncidentChange.Assigned assigned -> nothing();
      case IncidentChange.Commented commented -> nothing();
      case IncidentChange.Reclassified reclassified -> nothing();
      case IncidentChange.Separated separated -> nothing();
      case IncidentChange.Escalated escalated -> nothing();
    };
  }

  private static Uni<Void> nothing() {
    return Uni.createFrom().voidItem();
  }

  private static Uni<Void> withdraw(IncidentEntity incident) {
    return Panache.getSession()
        .flatMap(
            session ->
                session
                    .createMutationQuery(WITHDRAW)
                    .setParameter("incident", incident.id())
                    .executeUpdate())
        .replaceWithVoid();
  }

  /** Everything in sight that was judged and not taken back, oldest judgement first. */
  Uni<List<Judged>> judged(Sight sight) {
    return Panache.getSession()
        .flatMap(
            session ->
                sight
                    .bind(session.createSelectionQuery(JUDGED, Judged.class))
                    .setMaxResults(MOST_EXPORTED)
                    .getResultList());
  }
}
