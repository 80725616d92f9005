package dev.sitewarden.cloud.incident;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Notes on an incident that somebody was told about it; apart from changes, as nobody observes. */
@Singleton
public class IncidentNotices {
  private final ChangeFeed feed;

  IncidentNotices(ChangeFeed feed) {
    this.feed = feed;
  }

  /** Notes that a message was handed over and makes that news; last in the caller's transaction. */
  public Uni<Void> notified(UUID incidentId, Instant at, String recipient) {
    return Panache.getSession()
        .call(session -> IncidentLock.hold(session, List.of(incidentId)))
        .flatMap(session -> session.find(IncidentEntity.class, incidentId))
        .flatMap(incident -> note(incident, at, recipient))
        .chain(() -> feed.publish(List.of(incidentId)));
  }

  private static Uni<Void> note(IncidentEntity incident, Instant at, String recipient) {
    if (incident.notifiedAt == null) {
      incident.notifiedAt = at;
    }
    incident.changedAt = at;
    return Panache.getSession()
        .flatMap(session -> session.persist(TimelineEntity.notified(incident, at, recipient)));
  }
}
