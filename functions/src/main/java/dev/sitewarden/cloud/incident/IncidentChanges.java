package dev.sitewarden.cloud.incident;

import dev.sitewarden.domain.incident.IncidentChange;
import dev.sitewarden.domain.site.Severity;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** The only door through which incidents change; always inside the caller's transaction. */
@Singleton
public class IncidentChanges {
  private final List<IncidentObserver> observers;
  private final Timeline timeline;
  private final ChangeFeed feed;
  private final InstantSource clock;

  IncidentChanges(
      @All List<IncidentObserver> observers,
      Timeline timeline,
      ChangeFeed feed,
      InstantSource clock) {
    this.observers = observers;
    this.timeline = timeline;
    this.feed = feed;
    this.clock = clock;
  }

  /** Stores new incidents, which nobody else knows yet; their lines wait for {@link #publish}. */
  Uni<Void> open(List<IncidentEntity> incidents) {
    if (incidents.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    incidents.forEach(incident -> incident.unwritten.addAll(TimelineEntity.opening(incident)));
    return NewIncidents.insert(incidents).chain(() -> tell(observer -> observer.opened(incidents)));
  }

  /**
   * Makes the change and tells the observers; its line waits for {@link #publish}.
   *
   * @return false, and nothing happened, if the lifecycle does not allow it in this state
   */
  public Uni<Boolean> apply(IncidentEntity incident, IncidentChange change) {
    boolean wasAlarm = incident.severity == Severity.ALARM;
    if (!incident.apply(change)) {
      return Uni.createFrom().item(false);
    }
    incident.changedAt = clock.instant();
    incident.unwritten.add(TimelineEntity.changed(incident, change));
    boolean isAlarmNow = !wasAlarm && incident.severity == Severity.ALARM;
    return tell(observer -> observer.changed(incident, change))
        .chain(
            () ->
                isAlarmNow
                    ? tell(observer -> observer.becameAlarm(incident, change))
                    : Uni.createFrom().voidItem())
        .replaceWith(true);
  }

  /**
   * Writes the changes of this transaction into the timelines and the audit log, and makes them
   * news; call it last, just before the commit.
   */
  public Uni<Void> publish(Collection<IncidentEntity> changed) {
    return timeline.write(changed).chain(() -> feed.publish(changed));
  }

  /** To be called after the commit. */
  public void committed() {
    observers.forEach(IncidentObserver::committed);
  }

  /** Plays through what follows a commit, inside the caller's transaction, which is undone. */
  Uni<Void> rehearse() {
    return tell(IncidentObserver::rehearse);
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
