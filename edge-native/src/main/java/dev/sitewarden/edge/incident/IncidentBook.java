package dev.sitewarden.edge.incident;

import dev.sitewarden.domain.geometry.Letterbox;
import dev.sitewarden.domain.incident.IncidentId;
import dev.sitewarden.domain.incident.Severity;
import dev.sitewarden.domain.model.ModelVersion;
import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.domain.vision.Frame;
import dev.sitewarden.domain.vision.RuleId;
import dev.sitewarden.domain.vision.ZoneEvent;
import dev.sitewarden.domain.vision.ZoneEvent.Cleared;
import dev.sitewarden.domain.vision.ZoneEvent.Raised;
import dev.sitewarden.domain.vision.ZoneId;
import dev.sitewarden.domain.wire.CloudEvent;
import dev.sitewarden.domain.wire.DeviceMessage;
import dev.sitewarden.domain.wire.DeviceMessage.IncidentClosed;
import dev.sitewarden.domain.wire.DeviceMessage.IncidentOpened;
import dev.sitewarden.domain.wire.EventSource;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns what rules say into incidents: accepted in the journal first, then handed to the event
 * sink, then shown to the observer. Owned by the detection thread.
 */
public final class IncidentBook {
  private static final Logger LOG = System.getLogger(IncidentBook.class.getName());

  private record Situation(ZoneId zone, RuleId rule) {}

  private final EventSource source;
  private final ModelVersion model;
  private final Journal journal;
  private final EventSink sink;
  private final IncidentObserver observer;
  private final InstantSource clock;
  private final Map<Situation, IncidentId> open = new LinkedHashMap<>();
  private long raised;

  public IncidentBook(
      EventSource source,
      ModelVersion model,
      Journal journal,
      EventSink sink,
      IncidentObserver observer,
      InstantSource clock) {
    this.source = source;
    this.model = model;
    this.journal = journal;
    this.sink = sink;
    this.observer = observer;
    this.clock = clock;
  }

  /** Takes what the rules said about a frame; {@code detections} is all that was seen in it. */
  public void advance(List<ZoneEvent> events, Frame frame, List<Detection> detections) {
    for (ZoneEvent event : events) {
      switch (event) {
        case Raised began -> open(began, frame, detections);
        case Cleared over ->
            Optional.ofNullable(open.remove(new Situation(over.zone().id(), over.rule().id())))
                .ifPresent(incident -> close(incident, over.lastSeen()));
      }
    }
  }

  private void open(Raised event, Frame frame, List<Detection> detections) {
    IncidentId id =
        IncidentId.of(
            source.device(), source.camera(), event.zone().id(), event.rule().id(), event.at());
    IncidentRecord incident =
        journal.find(id).orElseGet(() -> accept(opened(id, event, frame, detections)));
    open.put(new Situation(event.zone().id(), event.rule().id()), id);
    raised++;
    handOver(incident);
    observer.opened(incident, frame);
  }

  private IncidentRecord accept(IncidentOpened opened) {
    CloudEvent event = event(opened.incident(), opened.capturedAt(), Step.OPENED, opened);
    IncidentRecord incident = IncidentRecord.accepted(event);
    journal.write(incident);
    return incident;
  }

  private IncidentOpened opened(
      IncidentId id, Raised event, Frame frame, List<Detection> detections) {
    Letterbox size = frame.letterbox();
    Detection subject = event.subject().detection();
    return new IncidentOpened(
        id,
        event.zone(),
        event.rule().id(),
        Severity.ALARM,
        event.at(),
        model,
        size.sourceWidthPx(),
        size.sourceHeightPx(),
        subject,
        detections.stream().filter(other -> !other.equals(subject)).toList());
  }

  private CloudEvent event(IncidentId id, Instant capturedAt, Step step, DeviceMessage message) {
    var messages = new IncidentMessages(id, capturedAt);
    return new CloudEvent(messages.of(step), source, clock.instant(), message);
  }

  private void close(IncidentId id, Instant endedAt) {
    journal
        .find(id)
        .filter(incident -> incident.closed().isEmpty())
        .ifPresent(
            incident -> {
              Instant capturedAt = incident.data().capturedAt();
              var closed = new IncidentClosed(id, endedAt);
              journal.write(incident.ended(event(id, capturedAt, Step.CLOSED, closed)));
            });
    journal.find(id).ifPresent(this::handOver);
  }

  /** Hands over what was not; what the sink refuses is tried again with the next event. */
  private void handOver(IncidentRecord incident) {
    handOver(incident, Step.OPENED, Optional.of(incident.opened()));
    handOver(incident, Step.CLOSED, incident.closed());
  }

  private void handOver(IncidentRecord incident, Step step, Optional<CloudEvent> event) {
    if (event.isEmpty() || journal.isDone(incident.id(), step)) {
      return;
    }
    switch (sink.put(event.get())) {
      case Handover.Kept kept -> journal.done(incident.id(), step);
      case Handover.Refused(String reason) ->
          LOG.log(
              Level.WARNING,
              "incident {0} stays in the journal until it can be handed over: {1}",
              incident.id(),
              reason);
    }
  }

  /** Hands over what an earlier process accepted and could not hand over. */
  public void resume() {
    journal.all().forEach(this::handOver);
  }

  /**
   * Ends what an earlier process left open and nobody will see again, because its camera went on
   * meanwhile; the last that is known of it is when it opened.
   */
  public void endOrphans() {
    resume();
    for (IncidentRecord incident : journal.all()) {
      close(incident.id(), incident.data().capturedAt());
      forget(incident.id());
    }
  }

  /** Ends everything that is open, because the source ended; {@code lastFrame} is its last. */
  public void finish(Instant lastFrame) {
    open.values().forEach(incident -> close(incident, lastFrame));
    open.clear();
    resume();
  }

  /** Forgets the incidents that are through, at the end of a run. */
  public void forgetHandedOver() {
    journal.all().forEach(incident -> forget(incident.id()));
  }

  private void forget(IncidentId incident) {
    if (journal.isDone(incident, Step.OPENED) && journal.isDone(incident, Step.CLOSED)) {
      journal.remove(incident);
    }
  }

  /** Incidents since the start. */
  public long raised() {
    return raised;
  }
}
