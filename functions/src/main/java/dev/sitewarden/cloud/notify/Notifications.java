package dev.sitewarden.cloud.notify;

import dev.sitewarden.cloud.incident.IncidentEntity;
import dev.sitewarden.cloud.incident.IncidentObserver;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.vertx.ConsumeEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.eventbus.EventBus;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import org.jboss.logging.Logger;

/** Writes a message with each new incident and hands messages over once they are committed. */
@Singleton
class Notifications implements IncidentObserver {
  private static final Logger LOG = Logger.getLogger(Notifications.class);

  /** Address on the process's own event bus: whoever hears it runs apart from the ingest call. */
  private static final String DUE = "notifications-due";

  private final NotificationRows rows;
  private final LocalOutbox outbox;
  private final NotifyConfig config;
  private final EventBus bus;
  private final InstantSource clock;

  Notifications(
      NotificationRows rows,
      LocalOutbox outbox,
      NotifyConfig config,
      EventBus bus,
      InstantSource clock) {
    this.rows = rows;
    this.outbox = outbox;
    this.config = config;
    this.bus = bus;
    this.clock = clock;
  }

  @Override
  public Uni<Void> opened(IncidentEntity incident) {
    IncidentMessage message = IncidentMessage.of(incident, config.pageUrl());
    return rows.add(
        new NotificationEntity(
            incident.id(), LocalOutbox.CHANNEL, config.recipient(), message, clock.instant()));
  }

  @Override
  public void committed() {
    bus.send(DUE, "");
  }

  /** Hands over what was just committed. */
  @ConsumeEvent(DUE)
  Uni<Void> sendCommitted(String nothing) {
    return sendDue();
  }

  /** Hands over what is left: from a failed attempt, or from a process that died in between. */
  @Scheduled(
      every = "${cloud.notify.retry-every:5s}",
      delayed = "${cloud.notify.retry-every:5s}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> sendLeft() {
    return sendDue();
  }

  private Uni<Void> sendDue() {
    return rows.claim(clock.instant(), config.firstRetryAfter())
        .toMulti()
        .flatMap(claimed -> Multi.createFrom().iterable(claimed))
        .onItem()
        .transformToUniAndConcatenate(this::send)
        .collect()
        .last()
        .replaceWithVoid()
        .onFailure()
        .invoke(failure -> LOG.warnf("notifications wait for the timer: %s", failure.getMessage()))
        .onFailure()
        .recoverWithNull();
  }

  private Uni<Void> send(NotificationEntity notification) {
    try {
      outbox.send(notification);
    } catch (RuntimeException failure) { // whatever it was, the message is not lost
      return giveUpOrWait(notification, failure);
    }
    return rows.sent(notification.id, clock.instant());
  }

  private Uni<Void> giveUpOrWait(NotificationEntity notification, RuntimeException failure) {
    if (notification.attempts < config.attempts()) {
      return Uni.createFrom().voidItem(); // its row is due again when the claim has run out
    }
    LOG.errorf(failure, "giving up notification %s", notification.id);
    return rows.failed(notification.id);
  }
}
