package dev.sitewarden.cloud.incident;

import dev.sitewarden.cloud.ingest.DeviceEvent;
import dev.sitewarden.cloud.ingest.Handled;
import dev.sitewarden.cloud.ingest.MessageHandler;
import dev.sitewarden.cloud.ingest.Outcome;
import dev.sitewarden.domain.incident.Evidence;
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
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

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
  public Uni<Handled> handle(List<DeviceEvent> events) {
    List<DeviceEvent> ofIncidents =
        events.stream().filter(event -> event.event().data() instanceof OfIncident).toList();
    return applyOfIncidents(ofIncidents)
        .map(
            outcomes ->
                new Handled(
                    events.stream().map(event -> outcomes.getOrDefault(event, APPLIED)).toList(),
                    late(outcomes, ofIncidents)));
  }

  /** What was kept from an earlier batch, which is answered already, and is refused now. */
  private static List<Handled.Late> late(
      IdentityHashMap<DeviceEvent, Outcome> outcomes, List<DeviceEvent> batch) {
    IdentityHashMap<DeviceEvent, Outcome> early = new IdentityHashMap<>(outcomes);
    batch.forEach(early::remove);
    List<Handled.Late> refused = new ArrayList<>();
    early.forEach(
        (message, outcome) -> {
          if (outcome instanceof Outcome.Refused(String reason)) {
            refused.add(new Handled.Late(message, reason));
          }
        });
    return refused;
  }

  private Uni<IdentityHashMap<DeviceEvent, Outcome>> applyOfIncidents(List<DeviceEvent> events) {
    if (events.isEmpty()) {
      return Uni.createFrom().item(new IdentityHashMap<>());
    }
    List<UUID> incidents =
        events.stream().map(event -> of(event).incident().value()).distinct().sorted().toList();
    List<Situation> situations = events.stream().flatMap(Situation::opening).distinct().toList();
    return IncidentLock.hold(incidents, situations)
        .chain(() -> Panache.getSession())
        .flatMap(session -> session.find(IncidentEntity.class, incidents.toArray()))
        .map(KnownIncidents::new)
        .flatMap(known -> applyAll(events, known));
  }

  /** What opens goes first, so that a batch in any order is one that was told in order. */
  private Uni<IdentityHashMap<DeviceEvent, Outcome>> applyAll(
      List<DeviceEvent> events, KnownIncidents known) {
    IdentityHashMap<DeviceEvent, Outcome> outcomes =
        new IdentityHashMap<>(); // a message's hash is dear
    List<DeviceEvent> opening = events.stream().filter(IncidentMessages::isOpening).toList();
    List<DeviceEvent> others = events.stream().filter(event -> !isOpening(event)).toList();
    return sites
        .of(opening)
        .invoke(known::standAt)
        .chain(() -> repeats.firsts(opening))
        .invoke(known::mayRepeat)
        .invoke(() -> opening.forEach(event -> outcomes.put(event, open(event, known))))
        .chain(() -> changes.open(known.opened()))
        .chain(() -> early.take(known.opened()))
        .map(late -> Stream.concat(late.stream(), others.stream()).toList())
        .call(rest -> readBack(rest, known))
        .flatMap(rest -> eachInOrder(rest, event -> apply(event, known, outcomes)))
        .chain(() -> early.keep(known.early()))
        .chain(() -> changes.publish(known.changed()))
        .replaceWith(outcomes);
  }

  /** What was just opened, and goes on changing, is Hibernate's work from now on. */
  private static Uni<Void> readBack(List<DeviceEvent> events, KnownIncidents known) {
    List<UUID> changing =
        known.openedAmong(events.stream().map(event -> of(event).incident().value()));
    if (changing.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return Panache.getSession()
        .flatMap(session -> session.find(IncidentEntity.class, changing.toArray()))
        .invoke(known::takeOver)
        .replaceWithVoid();
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

  @Override
  public Uni<Void> rehearse(List<DeviceEvent> events) {
    KnownIncidents known = new KnownIncidents(List.of());
    return sites
        .of(events)
        .invoke(known::standAt)
        .invoke(() -> events.forEach(event -> open(event, known)))
        .chain(() -> changes.open(known.opened()))
        .chain(changes::rehearse);
  }

  private static boolean isOpening(DeviceEvent message) {
    return message.event().data() instanceof IncidentOpened;
  }

  /** Only messages of incidents come here. */
  private static OfIncident of(DeviceEvent message) {
    return (OfIncident) message.event().data();
  }

  private Outcome open(DeviceEvent message, KnownIncidents known) {
    Optional<IncidentEntity> stored = known.find(of(message).incident().value());
    if (stored.isPresent()) {
      return ofOther(stored.get(), message).orElse(APPLIED); // it is open: nothing to do
    }
    IncidentOpened opened = (IncidentOpened) message.event().data();
    IncidentEntity incident = new IncidentEntity(message, opened, known.siteOf(message.device()));
    repeats.join(incident, known);
    known.addOpened(incident);
    return APPLIED;
  }

  private Uni<Outcome> apply(
      DeviceEvent message, KnownIncidents known, IdentityHashMap<DeviceEvent, Outcome> outcomes) {
    return apply(message, known).invoke(outcome -> outcomes.put(message, outcome));
  }

  private Uni<Outcome> apply(DeviceEvent message, KnownIncidents known) {
    if (message.event().data() instanceof MediaStored stored && !isOwn(stored, message)) {
      return refused(
          "path '%s' is not below the folder of device %s"
              .formatted(stored.evidence().path(), message.device()));
    }
    Optional<IncidentEntity> incident = known.find(of(message).incident().value());
    if (incident.isEmpty()) {
      known.addEarly(message);
      return Uni.createFrom().item(APPLIED);
    }
    return ofOther(incident.get(), message)
        .map(refused -> Uni.createFrom().item(refused))
        .orElseGet(() -> applyTo(incident.get(), message, known));
  }

  /** Devices may not present each other's files as their evidence. */
  private static boolean isOwn(MediaStored stored, DeviceEvent message) {
    return stored.evidence().path().startsWith(message.device() + "/");
  }

  private static Uni<Outcome> refused(String reason) {
    return Uni.createFrom().item(new Outcome.Refused(reason));
  }

  /** Devices may not speak of each other's incidents. */
  private static Optional<Outcome> ofOther(IncidentEntity incident, DeviceEvent message) {
    return incident.device.equals(message.device().value())
        ? Optional.empty()
        : Optional.of(
            new Outcome.Refused(
                "incident %s is not of device %s".formatted(incident.id, message.device())));
  }

  private Uni<Outcome> applyTo(IncidentEntity incident, DeviceEvent message, KnownIncidents known) {
    Optional<Uni<Outcome>> settled =
        of(message) instanceof MediaStored stored
            ? ofStored(incident, stored.evidence())
            : Optional.empty();
    return settled.orElseGet(() -> change(incident, message, known));
  }

  /** Evidence that was stored stays what it is; the same file once more changes nothing. */
  private static Optional<Uni<Outcome>> ofStored(IncidentEntity incident, Evidence evidence) {
    if (!EvidenceFolder.has(incident, evidence.path())) {
      return Optional.of(refused(isElsewhere(incident, evidence)));
    }
    return incident
        .evidence(evidence.kind())
        .map(
            first ->
                first.equals(evidence)
                    ? Uni.createFrom().item(APPLIED)
                    : RefusedFiles.note(incident, evidence)
                        .chain(() -> refused(isAnother(incident, first))));
  }

  private static String isElsewhere(IncidentEntity incident, Evidence evidence) {
    return "path '%s' is not in the folder of incident %s, '%s'"
        .formatted(evidence.path(), incident.id, EvidenceFolder.of(incident));
  }

  private static String isAnother(IncidentEntity incident, Evidence first) {
    return "incident %s has another %s already: path '%s', SHA-256 %s"
        .formatted(incident.id, first.kind().fileName(), first.path(), first.digest().sha256());
  }

  private Uni<Outcome> change(IncidentEntity incident, DeviceEvent message, KnownIncidents known) {
    return changes
        .apply(incident, change(message.event().time(), of(message)))
        .invoke(isChange -> known.note(incident, isChange))
        .replaceWith(APPLIED);
  }

  private static IncidentChange change(Instant time, OfIncident message) {
    return switch (message) {
      case IncidentOpened opened ->
          throw new IllegalStateException("opens an incident: " + opened.incident());
      case IncidentUpdated updated ->
          new IncidentChange.Updated(
              time, updated.severity(), updated.subject(), updated.objects());
      case IncidentClosed closed -> new IncidentChange.Ended(closed.endedAt());
      case MediaStored stored -> new IncidentChange.EvidenceStored(time, stored.evidence());
    };
  }
}
