package dev.sitewarden.cloud.notify;

import dev.sitewarden.cloud.chore.Chore;
import dev.sitewarden.cloud.incident.IncidentEntity;
import dev.sitewarden.cloud.incident.IncidentObserver;
import dev.sitewarden.domain.incident.IncidentChange;
import dev.sitewarden.domain.incident.IncidentState;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.vertx.ConsumeEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.eventbus.EventBus;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Writes a message with each new incident, each escalation and whatever becomes an alarm. Once they
 * are committed, they are routed (whom, how, or why not), and each channel sends its own, so that a
 * slow one holds up no other.
 */
@Singleton
class Notifications implements IncidentObserver, Chore {
  private static final Logger LOG = Logger.getLogger(Notifications.class);

  /** Address on the process's own event bus: whoever hears it runs apart from the ingest call. */
  private static final String DUE = "notifications-due";

  private static final String ROUTING = "routing";

  /** How long the end of the process waits for what is under way. */
  private static final Duration LAST_ROUND = Duration.ofSeconds(10);

  private final Routing routing;
  private final Sending sending;
  private final NotificationRows rows;
  private final EventBus bus;
  private final InstantSource clock;
  private final Rounds rounds = new Rounds();

  Notifications(
      Routing routing, Sending sending, NotificationRows rows, EventBus bus, InstantSource clock) {
    this.routing = routing;
    this.sending = sending;
    this.rows = rows;
    this.bus = bus;
    this.clock = clock;
  }

  @Override
  public Uni<Void> opened(List<IncidentEntity> incidents) {
    return rows.add(incidents.stream().map(this::opened).toList());
  }

  private NotificationEntity opened(IncidentEntity incident) {
    NotificationEntity message =
        new NotificationEntity(
            NotificationKind.OPENED, Optional.of(incident.id()), 0, clock.instant());
    message.stand(incident.trace());
    return message;
  }

  @Override
  public Uni<Void> changed(IncidentEntity incident, IncidentChange change) {
    return change instanceof IncidentChange.Escalated(var at, var level, var unused)
        ? add(
            new NotificationEntity(
                NotificationKind.ESCALATED, Optional.of(incident.id()), level, at))
        : Uni.createFrom().voidItem();
  }

  /** What waits until people get up does so no longer; otherwise there is a message more. */
  @Override
  public Uni<Void> becameAlarm(IncidentEntity incident, IncidentChange change) {
    if (incident.state() == IncidentState.RESOLVED) {
      return Uni.createFrom().voidItem();
    }
    Optional<String> by =
        change instanceof IncidentChange.Reclassified one
            ? Optional.of(one.by())
            : Optional.empty();
    NotificationEntity news =
        new NotificationEntity(
            NotificationKind.OPENED, Optional.of(incident.id()), 0, clock.instant());
    news.tellsOfRise(by);
    return rows.wake(incident.id(), by)
        .flatMap(isWoken -> isWoken ? Uni.createFrom().voidItem() : add(news));
  }

  private Uni<Void> add(NotificationEntity message) {
    return rows.placeOf(Objects.requireNonNull(message.incidentId))
        .invoke(message::stand)
        .chain(() -> rows.add(List.of(message)));
  }

  @Override
  public void committed() {
    ask(ROUTING);
  }

  @Override
  public Uni<Void> rehearse() {
    return routing.rehearse().chain(Panache::flush).chain(sending::rehearse);
  }

  /** What was handed over is noted before the process ends; otherwise it would be sent again. */
  void end(@Observes ShutdownEvent event) {
    if (!rounds.close(LAST_ROUND)) {
      LOG.warn("stopping amid notifications: another process goes on once their lease is over");
    }
  }

  private void ask(String work) {
    if (rounds.ask(work)) {
      bus.send(DUE, work);
    }
  }

  /** Routes what was just committed, or sends what was just routed. */
  @ConsumeEvent(DUE)
  Uni<Void> work(String work) {
    Uni<Boolean> round = work.equals(ROUTING) ? route() : sending.send(work);
    return round
        .onFailure()
        .invoke(failure -> LOG.warnf("%s waits for the timer: %s", work, failure.getMessage()))
        .onFailure()
        .recoverWithItem(false)
        .invoke(mayBeMore -> goOn(work, mayBeMore))
        .replaceWithVoid();
  }

  private Uni<Boolean> route() {
    return routing.route().invoke(routed -> sending.channels().forEach(this::ask));
  }

  private void goOn(String work, boolean mayBeMore) {
    if (mayBeMore) {
      rounds.ask(work); // counts as asked for meanwhile
    }
    if (rounds.ended(work)) {
      bus.send(DUE, work);
    }
  }

  @Override
  public Rhythm rhythm() {
    return Rhythm.OFTEN;
  }

  /** Goes on with what is left: from a failed attempt, or from a process that died in between. */
  @Override
  public Uni<Void> run() {
    ask(ROUTING);
    return Uni.createFrom().voidItem();
  }
}
