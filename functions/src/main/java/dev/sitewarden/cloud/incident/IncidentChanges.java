package dev.sitewarden.cloud.incident;

import dev.sitewarden.cloud.audit.AuditEvent;
import dev.sitewarden.cloud.audit.AuditLog;
import dev.sitewarden.domain.incident.IncidentChange;
import io.quarkus.arc.All;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** The only door through which incidents change; always inside the caller's transaction. */
@Singleton
public class IncidentChanges {
  private final List<IncidentObserver> observers;
  private final ChangeFeed feed;
  private final AuditLog audit;
  private final InstantSource clock;

  IncidentChanges(
      @All List<IncidentObserver> observers, ChangeFeed feed, AuditLog audit, InstantSource clock) {
    this.observers = observers;
    this.feed = feed;
    this.audit = audit;
    this.clock = clock;
  }

  /** Stores a new incident. */
  Uni<Void> open(IncidentEntity incident) {
    TimelineEntity opened = TimelineEntity.opened(incident);
    incident.unaudited.add(opened.audited(incident));
    return Panache.getSession()
        .flatMap(session -> session.persistAll(TimelineEntity.opening(incident, opened).toArray()))
        .chain(() -> tell(observer -> observer.opened(incident)));
  }

  /**
   * Makes the change, writes its line and tells the observers.
   *
   * @return false, and nothing happened, if the lifecycle does not allow it in this state
   */
  public Uni<Boolean> apply(IncidentEntity incident, IncidentChange change) {
    if (!incident.apply(change)) {
      return Uni.createFrom().item(false);
    }
    incident.changedAt = clock.instant();
    TimelineEntity line = TimelineEntity.changed(incident, change);
    incident.unaudited.add(line.audited(incident));
    return Panache.getSession()
        .flatMap(session -> session.persist(line))
        .chain(() -> tell(observer -> observer.changed(incident, change)))
        .replaceWith(true);
  }

  /**
   * Writes the changes of this transaction into the audit log and makes them news; call it last,
   * just before the commit.
   */
  public Uni<Void> publish(Collection<UUID> changed) {
    return unaudited(changed).flatMap(audit::append).chain(() -> feed.publish(changed));
  }

  /** Takes what the incidents, which the session holds already, have to tell. */
  private static Uni<List<AuditEvent>> unaudited(Collection<UUID> changed) {
    List<AuditEvent> events = new ArrayList<>();
    return Panache.getSession()
        .flatMap(
            session ->
                Multi.createFrom()
                    .iterable(changed)
                    .onItem()
                    .transformToUniAndConcatenate(id -> session.find(IncidentEntity.class, id))
                    .invoke(incident -> take(incident, events))
                    .collect()
                    .last())
        .replaceWith(events);
  }

  private static void take(IncidentEntity incident, List<AuditEvent> events) {
    events.addAll(incident.unaudited);
    incident.unaudited.clear();
  }

  /** To be called after the commit. */
  public void committed() {
    observers.forEach(IncidentObserver::committed);
  }

  private Uni<Void> tell(Function<IncidentObserver, Uni<Void>> news) {
    return Multi.createFrom()
        .iterable(observers)
        .onItem()
        .transformToUniAndConcatenate(news::apply)
        .collect()
        .last()
        .replaceWithVoid();
  }
}
