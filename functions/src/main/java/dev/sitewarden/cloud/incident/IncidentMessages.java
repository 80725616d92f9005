package dev.sitewarden.cloud.incident;

import dev.sitewarden.cloud.ingest.DeviceEvent;
import dev.sitewarden.cloud.ingest.MessageHandler;
import dev.sitewarden.cloud.ingest.Outcome;
import dev.sitewarden.domain.incident.IncidentChange;
import dev.sitewarden.domain.wire.DeviceMessage.IncidentClosed;
import dev.sitewarden.domain.wire.DeviceMessage.IncidentOpened;
import dev.sitewarden.domain.wire.DeviceMessage.IncidentUpdated;
import dev.sitewarden.domain.wire.DeviceMessage.MediaStored;
import dev.sitewarden.domain.wire.DeviceMessage.OfIncident;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/**
 * Applies what devices say about incidents; what else they say is taken in without effect.
 *
 * <p>Messages may come in any order. One about an incident that is not known yet is kept until it
 * is; both sides hold the incident's lock while they look, so that neither misses the other. A
 * batch costs a fixed number of round trips, however long it is: everything that it is about is
 * read first, and written together at the end.
 */
@Singleton
class IncidentMessages implements MessageHandler {
  private static final Outcome APPLIED = new Outcome.Applied();

  private final IncidentChanges changes;
  private final EarlyMessages early;
  private final Repeats repeats;
  private final Sites sites;

  IncidentMessages(IncidentChanges changes, EarlyMessages early, Repeats repeats, Sites sites) {
    this.changes = changes;
    this.early = early;
    this.repeats = repeats;
    this.sites = sites;
  }

  @Override
  public Uni<List<Outcome>> handle(List<DeviceEvent> events) {
    List<DeviceEvent> ofIncidents =
        events.stream().filter(event -> event.event().data() instanceof OfIncident).toList();
    return applyOfIncidents(ofIncidents)
        .map(
            outcomes ->
                events.stream().map(event -> outcomes.getOrDefault(event, APPLIED)).toList());
  }

  private Uni<Map<DeviceEvent, Outcome>> applyOfIncidents(List<DeviceEvent> events) {
    if (events.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    List<UUID> incidents =
        events.stream().map(event -> of(event).incident().value()).distinct().sorted().toList();
    List<Situation> situations = events.stream().flatMap(Situation::opening).distinct().toList();
    return Panache.getSession()
        .call(session -> IncidentLock.hold(session, incidents, situations))
        .flatMap(session -> session.find(IncidentEntity.class, incidents.toArray()))
        .map(KnownIncidents::new)
        .flatMap(known -> applyAll(events, known));
  }

  /** What opens goes first, so that a batch in any order is one that was told in order. */
  private Uni<Map<DeviceEvent, Outcome>> applyAll(List<DeviceEvent> events, KnownIncidents known) {
    Map<DeviceEvent, Outcome> outcomes = new HashMap<>();
    List<DeviceEvent> opening = events.stream().filter(IncidentMessages::isOpening).toList();
    List<DeviceEvent> others = events.stream().filter(event -> !isOpening(event)).toList();
    return sites
        .of(opening)
        .invoke(known::standAt)
        .chain(() -> repeats.firsts(opening))
        .invoke(known::mayRepeat)
        .chain(() -> eachInOrder(opening, event -> apply(event, known, outcomes)))
        .chain(() -> early.take(known.opened()))
        .flatMap(late -> eachInOrder(late, event -> apply(event, known, outcomes)))
        .chain(() -> eachInOrder(others, event -> apply(event, known, outcomes)))
        .chain(() -> changes.publish(known.changed()))
        .replaceWith(outcomes);
  }

  private static Uni<Void> eachInOrder(
      List<DeviceEvent> events, Function<DeviceEvent, Uni<?>> step) {
    return Multi.createFrom()
        .iterable(events)
        .onItem()
        .transformToUniAndConcatenate(event -> step.apply(event).replaceWith(event))
        .collect()
        .last()
        .replaceWithVoid();
  }

  @Override
  public void committed() {
    changes.committed();
  }

  private static boolean isOpening(DeviceEvent message) {
    return message.event().data() instanceof IncidentOpened;
  }

  /** Only messages of incidents come here. */
  private static OfIncident of(DeviceEvent message) {
    return (OfIncident) message.event().data();
  }

  private Uni<Outcome> apply(
      DeviceEvent message, KnownIncidents known, Map<DeviceEvent, Outcome> outcomes) {
    return apply(message, known).invoke(outcome -> outcomes.put(message, outcome));
  }

  private Uni<Outcome> apply(DeviceEvent message, KnownIncidents known) {
    if (message.event().data() instanceof MediaStored stored && !isOwn(stored, message)) {
      return refused(
          "path '%s' is not below the folder of device %s"
              .formatted(stored.evidence().path(), message.device()));
    }
    UUID id = of(message).incident().value();
    return known
        .find(id)
        .map(incident -> applyTo(incident, message, known))
        .orElseGet(() -> applyToUnknown(message, known));
  }

  /** Devices may not present each other's files as their evidence. */
  private static boolean isOwn(MediaStored stored, DeviceEvent message) {
    return stored.evidence().path().startsWith(message.device() + "/");
  }

  private static Uni<Outcome> refused(String reason) {
    return Uni.createFrom().item(new Outcome.Refused(reason));
  }

  private Uni<Outcome> applyToUnknown(DeviceEvent message, KnownIncidents known) {
    return switch (of(message)) {
      case IncidentOpened opened ->
          open(new IncidentEntity(message, opened, known.siteOf(message.device())), known);
      case IncidentUpdated updated -> keep(message);
      case IncidentClosed closed -> keep(message);
      case MediaStored stored -> keep(message);
    };
  }

  private Uni<Outcome> keep(DeviceEvent message) {
    return early.keep(message, of(message).incident().value()).replaceWith(APPLIED);
  }

  private Uni<Outcome> open(IncidentEntity incident, KnownIncidents known) {
    repeats.join(incident, known);
    known.addOpened(incident);
    return changes.open(incident).replaceWith(APPLIED);
  }

  private Uni<Outcome> applyTo(IncidentEntity incident, DeviceEvent message, KnownIncidents known) {
    if (!incident.device.equals(message.device().value())) {
      return refused("incident %s is not of device %s".formatted(incident.id, message.device()));
    }
    return change(incident, message.event().time(), of(message))
        .invoke(isChange -> known.note(incident, isChange))
        .replaceWith(APPLIED);
  }

  private Uni<Boolean> change(IncidentEntity incident, Instant time, OfIncident message) {
    return switch (message) {
      case IncidentOpened again -> Uni.createFrom().item(false); // it is open: nothing to do
      case IncidentUpdated updated ->
          changes.apply(
              incident,
              new IncidentChange.Updated(
                  time, updated.severity(), updated.subject(), updated.objects()));
      case IncidentClosed closed ->
          changes.apply(incident, new IncidentChange.Ended(closed.endedAt()));
      case MediaStored stored ->
          changes.apply(incident, new IncidentChange.EvidenceStored(time, stored.evidence()));
    };
  }
}
