package dev.sitewarden.cloud.incident;

import dev.sitewarden.cloud.ingest.DeviceEvent;
import dev.sitewarden.cloud.ingest.MessageHandler;
import dev.sitewarden.cloud.ingest.Outcome;
import dev.sitewarden.domain.incident.IncidentChange;
import dev.sitewarden.domain.incident.IncidentId;
import dev.sitewarden.domain.wire.CloudEvent;
import dev.sitewarden.domain.wire.DeviceMessage;
import dev.sitewarden.domain.wire.DeviceMessage.IncidentClosed;
import dev.sitewarden.domain.wire.DeviceMessage.IncidentOpened;
import dev.sitewarden.domain.wire.DeviceMessage.MediaStored;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Applies what devices say about incidents.
 *
 * <p>Messages may come in any order. One about an incident that is not known yet is kept until it
 * is; both sides hold the incident's lock while they look, so that neither misses the other.
 */
@Singleton
class IncidentMessages implements MessageHandler {
  private static final Outcome APPLIED = new Outcome.Applied();

  private final IncidentChanges changes;
  private final EarlyMessages early;

  IncidentMessages(IncidentChanges changes, EarlyMessages early) {
    this.changes = changes;
    this.early = early;
  }

  @Override
  public Uni<List<Outcome>> handle(List<DeviceEvent> events) {
    if (events.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    List<UUID> incidents =
        events.stream().map(event -> incident(event).value()).distinct().sorted().toList();
    Set<UUID> changed = new LinkedHashSet<>();
    return Panache.getSession()
        .call(session -> IncidentLock.hold(session, incidents))
        .flatMap(session -> applyInOrder(session, events, changed))
        .call(() -> changes.publish(changed));
  }

  @Override
  public void committed() {
    changes.committed();
  }

  private static IncidentId incident(DeviceEvent message) {
    return switch (message.event().data()) {
      case IncidentOpened opened -> opened.incident();
      case IncidentClosed closed -> closed.incident();
      case MediaStored stored -> stored.incident();
    };
  }

  private Uni<List<Outcome>> applyInOrder(
      Mutiny.Session session, List<DeviceEvent> events, Set<UUID> changed) {
    return Multi.createFrom()
        .iterable(events)
        .onItem()
        .transformToUniAndConcatenate(message -> apply(session, message, changed))
        .collect()
        .asList();
  }

  private Uni<Outcome> apply(Mutiny.Session session, DeviceEvent message, Set<UUID> changed) {
    if (message.event().data() instanceof MediaStored stored && !isOwn(stored, message)) {
      return refused(
          "path '%s' is not below the folder of device %s"
              .formatted(stored.evidence().path(), message.device()));
    }
    return session
        .find(IncidentEntity.class, incident(message).value())
        .flatMap(
            known ->
                known == null
                    ? applyToUnknown(message, changed)
                    : applyTo(known, message, changed));
  }

  /** Devices may not present each other's files as their evidence. */
  private static boolean isOwn(MediaStored stored, DeviceEvent message) {
    return stored.evidence().path().startsWith(message.device() + "/");
  }

  private static Uni<Outcome> refused(String reason) {
    return Uni.createFrom().item(new Outcome.Refused(reason));
  }

  private Uni<Outcome> applyToUnknown(DeviceEvent message, Set<UUID> changed) {
    return switch (message.event().data()) {
      case IncidentOpened opened -> open(new IncidentEntity(message, opened), changed);
      case IncidentClosed closed -> keep(message);
      case MediaStored stored -> keep(message);
    };
  }

  private Uni<Outcome> keep(DeviceEvent message) {
    return early.keep(message, incident(message).value()).replaceWith(APPLIED);
  }

  private Uni<Outcome> open(IncidentEntity incident, Set<UUID> changed) {
    changed.add(incident.id);
    return changes
        .open(incident)
        .chain(() -> early.take(incident))
        .flatMap(
            events ->
                Multi.createFrom()
                    .iterable(events)
                    .onItem()
                    .transformToUniAndConcatenate(event -> change(incident, event))
                    .collect()
                    .asList())
        .replaceWith(APPLIED);
  }

  private Uni<Outcome> applyTo(IncidentEntity incident, DeviceEvent message, Set<UUID> changed) {
    if (!incident.device.equals(message.device().value())) {
      return refused("incident %s is not of device %s".formatted(incident.id, message.device()));
    }
    return change(incident, message.event())
        .invoke(isChange -> note(isChange, incident, changed))
        .replaceWith(APPLIED);
  }

  private static void note(boolean isChange, IncidentEntity incident, Set<UUID> changed) {
    if (isChange) {
      changed.add(incident.id);
    }
  }

  private Uni<Boolean> change(IncidentEntity incident, CloudEvent event) {
    DeviceMessage message = event.data();
    return switch (message) {
      case IncidentOpened again -> Uni.createFrom().item(false); // it is open: nothing to do
      case IncidentClosed closed ->
          changes.apply(incident, new IncidentChange.Ended(closed.endedAt()));
      case MediaStored stored ->
          changes.apply(
              incident, new IncidentChange.EvidenceStored(event.time(), stored.evidence()));
    };
  }
}
