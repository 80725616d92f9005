package dev.sitewarden.cloud.notify;

import dev.sitewarden.cloud.chore.Chore;
import dev.sitewarden.cloud.incident.IncidentEntity;
import dev.sitewarden.cloud.incident.IncidentObserver;
import io.quarkus.vertx.ConsumeEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.eventbus.EventBus;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Writes a message with each new incident and hands messages over once they are committed. */
@Singleton
class Notifications implements IncidentObserver, Chore {
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

  @Override
  public Rhythm rhythm() {
    return Rhythm.OFTEN;
  }

  /** Hands over what is left: from a failed attempt, or from a process that died in between. */
  @Override
  public Uni<Void> run() {
    return sendDue();
  }

  private Uni<Void> sendDue() {
    return rows.claim(clock.instant(), config.firstRetryAfter())
        .flatMap(this::send)
        .onFailure()
        .invoke(failure -> LOG.warnf("notifications wait for the timer: %s", failure.getMessage()))
        .onFailure()
        .recoverWithNull();
  }

  /** Hands over what was claimed, notes it at once, and goes on if more may be due. */
  private Uni<Void> send(List<NotificationEntity> claimed) {
    if (claimed.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    Map<UUID, Instant> handedOver = new LinkedHashMap<>();
    List<UUID> givenUp = new ArrayList<>();
    for (NotificationEntity notification : claimed) {
      if (isHandedOver(notification)) {
        handedOver.put(notification.id, clock.instant());
      } else if (notification.attempts >= config.attempts()) {
        givenUp.add(notification.id);
      } // otherwise its row is due again when the claim has run out
    }
    return rows.sent(handedOver)
        .chain(() -> rows.failed(givenUp))
        .chain(
            () ->
                claimed.size() < NotificationRows.CLAIMED_AT_ONCE
                    ? Uni.createFrom().voidItem()
                    : sendDue());
  }

  private boolean isHandedOver(NotificationEntity notification) {
    try {
      outbox.send(notification);
      return true;
    } catch (RuntimeException failure) { // whatever it was, the message is not lost
      LOG.errorf(failure, "notification %s was not handed over", notification.id);
      return false;
    }
  }
}
