package dev.sitewarden.cloud.incident;

import dev.sitewarden.domain.incident.IncidentChange;
import io.quarkus.arc.All;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** The only door through which incidents change; always inside the caller's transaction. */
@Singleton
public class IncidentChanges {
  private final List<IncidentObserver> observers;
  private final ChangeFeed feed;
  private final InstantSource clock;

  IncidentChanges(@All List<IncidentObserver> observers, ChangeFeed feed, InstantSource clock) {
    this.observers = observers;
    this.feed = feed;
    this.clock = clock;
  }

  /** Stores a new incident. */
  Uni<Void> open(IncidentEntity incident) {
    return Panache.getSession()
        .flatMap(session -> session.persistAll(TimelineEntity.opening(incident).toArray()))
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
    return Panache.getSession()
        .flatMap(session -> session.persist(TimelineEntity.changed(incident, change)))
        .chain(() -> tell(observer -> observer.changed(incident, change)))
        .replaceWith(true);
  }

  /** Makes the changes of this transaction news; call it last, just before the commit. */
  public Uni<Void> publish(Collection<UUID> changed) {
    return feed.publish(changed);
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
