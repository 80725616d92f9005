package dev.sitewarden.cloud.ingest;

import dev.sitewarden.cloud.ingest.Reading.Understood;
import dev.sitewarden.cloud.ingest.Reading.Unreadable;
import dev.sitewarden.cloud.observe.Leg;
import dev.sitewarden.cloud.observe.Traces;
import dev.sitewarden.cloud.observe.Traces.Role;
import dev.sitewarden.domain.wire.CloudEvent;
import dev.sitewarden.domain.wire.DeviceMessage.OfIncident;
import dev.sitewarden.domain.wire.TraceParent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is told of one batch: a leg for all of it, one for each message of an incident in that
 * incident's trace, and counts. It learns piece by piece what was committed, as a batch that cannot
 * be stored is halved.
 */
final class BatchAccount {
  private final Traces traces;
  private final IngestMeters meters;
  private final Leg batch;

  /** By identity: a message may be in a batch twice, and comparing all that it says costs more. */
  private final IdentityHashMap<Understood, Leg> legs = new IdentityHashMap<>();

  private final IdentityHashMap<Understood, TraceParent> origins = new IdentityHashMap<>();
  private final List<Reading> readings;
  private final long began = System.nanoTime();

  BatchAccount(Traces traces, IngestMeters meters, List<Reading> given) {
    this.traces = traces;
    this.meters = meters;
    this.batch =
        traces
            .begin("receive telemetry", Role.CONSUMER, Optional.empty())
            .note("messaging.operation.type", "receive")
            .note("messaging.batch.message_count", given.size());
    this.readings = given.stream().map(this::placed).toList();
  }

  /** The batch, each message of an incident handed on from its leg here. */
  List<Reading> readings() {
    return readings;
  }

  private Reading placed(Reading reading) {
    return reading instanceof Understood one ? placed(one) : reading;
  }

  private Understood placed(Understood given) {
    Optional<TraceParent> origin = origin(given.message().event());
    if (origin.isEmpty()) {
      return given;
    }
    DeviceEvent message = given.message();
    Leg leg =
        traces
            .begin("process " + IngestMeters.type(message), Role.CONSUMER, origin)
            .seeAlso(batch)
            .note("messaging.operation.type", "process")
            .note("messaging.message.id", message.event().id().toString())
            .note(Leg.DEVICE, message.device().value());
    if (message.event().data() instanceof OfIncident ofIncident) {
      leg.note(Leg.INCIDENT, ofIncident.incident().toString());
    }
    CloudEvent event = leg.place().map(message.event()::from).orElse(message.event());
    Understood placed =
        new Understood(given.raw(), new DeviceEvent(message.device(), event, message.receivedAt()));
    legs.put(placed, leg);
    origins.put(placed, origin.get());
    return placed;
  }

  /** Devices that are older than the extension tell of an incident's trace by its id alone. */
  private static Optional<TraceParent> origin(CloudEvent event) {
    return event
        .trace()
        .or(
            () ->
                event.data() instanceof OfIncident one
                    ? TraceParent.of(one.incident(), event.id())
                    : Optional.empty());
  }

  /**
   * These were committed.
   *
   * @param fresh those that came for the first time
   * @param letters what became a dead letter
   */
  void committed(List<Reading> some, List<Understood> fresh, List<Unreadable> letters) {
    Set<Understood> first = Collections.newSetFromMap(new IdentityHashMap<>());
    first.addAll(fresh);
    Set<HubEvent> refused = new HashSet<>();
    letters.forEach(letter -> refused.add(letter.raw()));
    letters.forEach(letter -> meters.deadLetter(letter.code()));
    for (Reading reading : some) {
      switch (reading) {
        case Unreadable letter -> meters.message("unreadable", "dead-letter");
        case Understood one -> {
          boolean isFirst = first.contains(one);
          String outcome =
              !isFirst ? "repeated" : refused.contains(one.raw()) ? "dead-letter" : "applied";
          committed(one, outcome);
        }
      }
    }
  }

  /** One by itself could not be stored, and its dead letter was committed. */
  void gaveUp(Reading one, List<Unreadable> letters) {
    committed(List.of(one), one instanceof Understood fresh ? List.of(fresh) : List.of(), letters);
  }

  private void committed(Understood one, String outcome) {
    meters.message(IngestMeters.type(one.message()), outcome);
    Optional.ofNullable(legs.remove(one)).ifPresent(leg -> leg.note("outcome", outcome).end());
    if (outcome.equals("applied")) {
      meters.stored(one.message());
      Optional.ofNullable(origins.get(one)).ifPresent(origin -> tellOfDevice(one, origin));
    }
  }

  /** The device's own leg: from what the camera saw until the cloud had the message. */
  private void tellOfDevice(Understood one, TraceParent origin) {
    DeviceEvent message = one.message();
    traces.tell(
        "device " + IngestMeters.type(message),
        origin,
        message.device().value(),
        message.event().time(),
        message.receivedAt());
  }

  /** Everything is committed. */
  void ended() {
    batch.end();
    meters.batch(readings.size(), began, "stored");
  }

  /** Something is not, and the hub sends the batch again. */
  void failed(Throwable why) {
    new ArrayList<>(legs.values()).forEach(leg -> leg.failed("the batch comes again"));
    batch.failed(why.toString());
    meters.batch(readings.size(), began, "failed");
  }
}
