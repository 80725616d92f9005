package dev.sitewarden.edge.incident;

import dev.sitewarden.domain.geometry.Letterbox;
import dev.sitewarden.domain.incident.IncidentId;
import dev.sitewarden.domain.model.ModelVersion;
import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.domain.vision.Frame;
import dev.sitewarden.domain.vision.ZoneEvent;
import dev.sitewarden.domain.vision.ZoneEvent.Cleared;
import dev.sitewarden.domain.vision.ZoneEvent.Crossed;
import dev.sitewarden.domain.vision.ZoneEvent.Raised;
import dev.sitewarden.domain.vision.ZoneEvent.Situation;
import dev.sitewarden.domain.wire.CloudEvent;
import dev.sitewarden.domain.wire.DeviceMessage.IncidentClosed;
import dev.sitewarden.domain.wire.DeviceMessage.IncidentOpened;
import dev.sitewarden.domain.wire.EventSource;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Turns what rules say into incidents: accepted in the journal first, then handed to the event
 * sink, then shown to the observer. Owned by the detection thread.
 */
public final class IncidentBook {
  private static final Logger LOG = System.getLogger(IncidentBook.class.getName());

  /** A recording played live drops other frames the second time, so a rule may fire beside. */
  private static final Duration SAME_WITHIN = Duration.ofSeconds(1);

  private final EventSource source;
  private final Supplier<ModelVersion> model;
  private final Journal journal;
  private final EventSink sink;
  private final IncidentObserver observer;
  private final Map<Situation, IncidentId> open = new LinkedHashMap<>();
  private final List<IncidentRecord> earlier = new ArrayList<>();
  private long raised;

  /**
   * @param model what speaks at the moment; another one after an update
   */
  public IncidentBook(
      EventSource source,
      Supplier<ModelVersion> model,
      Journal journal,
      EventSink sink,
      IncidentObserver observer) {
    this.source = source;
    this.model = model;
    this.journal = journal;
    this.sink = sink;
    this.observer = observer;
  }

  /** Takes what the rules said about a frame; {@code detections} is all that was seen in it. */
  public void advance(List<ZoneEvent> events, Frame frame, List<Detection> detections) {
    for (int i = 0; i < events.size(); i++) {
      switch (events.get(i)) {
        case Raised began -> open(id(began, events.subList(0, i)), began, frame, detections);
        case Crossed
                counted -> {} // a matter of counts; what it raises comes as an event of its own
        case Cleared over ->
            Optional.ofNullable(open.remove(over.situation()))
                .ifPresent(incident -> close(incident, over.lastSeen(), over.at()));
      }
    }
  }

  /** A rule that looks at each object by itself may raise several times in one frame. */
  private IncidentId id(Raised event, List<ZoneEvent> before) {
    Situation own = event.situation();
    long nth =
        before.stream()
            .filter(other -> other instanceof Raised)
            .map(ZoneEvent::situation)
            .filter(other -> other.zone().equals(own.zone()) && other.rule().equals(own.rule()))
            .count();
    return IncidentId.of(
        source.device(), source.camera(), own.zone(), own.rule(), event.at(), (int) nth);
  }

  private void open(IncidentId id, Raised event, Frame frame, List<Detection> detections) {
    IncidentRecord incident =
        known(id, event).orElseGet(() -> accept(opened(id, event, frame, detections)));
    open.put(event.situation(), incident.id());
    raised++;
    handOver(incident);
    observer.opened(incident, frame);
  }

  /** The same incident if it was accepted before, or one that an earlier process saw as well. */
  private Optional<IncidentRecord> known(IncidentId id, Raised event) {
    Optional<IncidentRecord> same = journal.find(id);
    Optional<IncidentRecord> found =
        same.or(() -> earlier.stream().filter(incident -> isNear(incident, event)).findFirst());
    found.ifPresent(earlier::remove);
    return found;
  }

  private static boolean isNear(IncidentRecord incident, Raised event) {
    IncidentOpened opened = incident.data();
    return opened.zone().id().equals(event.zone().id())
        && opened.rule().equals(event.rule().id())
        && Duration.between(opened.capturedAt(), event.at()).abs().compareTo(SAME_WITHIN) <= 0;
  }

  private IncidentRecord accept(IncidentOpened opened) {
    var messages = new IncidentMessages(opened.incident(), opened.capturedAt());
    IncidentRecord incident =
        IncidentRecord.accepted(messages.event(Step.OPENED, source, opened.capturedAt(), opened));
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
        event.rule().terms().severity(),
        event.at(),
        model.get(),
        size.sourceWidthPx(),
        size.sourceHeightPx(),
        subject,
        detections.stream().filter(other -> !other.equals(subject)).toList());
  }

  private void close(IncidentId id, Instant endedAt, Instant now) {
    journal
        .find(id)
        .filter(incident -> incident.closed().isEmpty())
        .ifPresent(incident -> journal.write(incident.ended(closed(incident, endedAt, now))));
    journal.find(id).ifPresent(this::handOver);
  }

  private CloudEvent closed(IncidentRecord incident, Instant endedAt, Instant now) {
    var messages = new IncidentMessages(incident.id(), incident.data().capturedAt());
    return messages.event(Step.CLOSED, source, now, new IncidentClosed(incident.id(), endedAt));
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

  /** Takes over what an earlier process accepted on the pass that now goes on. */
  public void resume() {
    earlier.addAll(journal.all());
    handOverAll();
  }

  private void handOverAll() {
    journal.all().forEach(this::handOver);
  }

  /**
   * Ends what an earlier process left open and nobody will see again, because its camera went on
   * meanwhile; the last that is known of it is when it opened.
   */
  public void endOrphans() {
    handOverAll();
    for (IncidentRecord incident : journal.all()) {
      Instant last = incident.data().capturedAt();
      close(incident.id(), last, last);
      forget(incident.id());
    }
  }

  /** Ends everything that is open, because the source ended; {@code lastFrame} is its last. */
  public void finish(Instant lastFrame) {
    open.values().forEach(incident -> close(incident, lastFrame, lastFrame));
    open.clear();
    handOverAll();
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
