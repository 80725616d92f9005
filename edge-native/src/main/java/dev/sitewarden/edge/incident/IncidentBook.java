package dev.sitewarden.edge.incident;

import dev.sitewarden.domain.geometry.Letterbox;
import dev.sitewarden.domain.incident.IncidentId;
import dev.sitewarden.domain.model.ModelVersion;
import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.domain.vision.Frame;
import dev.sitewarden.domain.vision.OngoingSituation;
import dev.sitewarden.domain.vision.ZoneEvent;
import dev.sitewarden.domain.vision.ZoneEvent.Cleared;
import dev.sitewarden.domain.vision.ZoneEvent.Crossed;
import dev.sitewarden.domain.vision.ZoneEvent.Raised;
import dev.sitewarden.domain.vision.ZoneEvent.Situation;
import dev.sitewarden.domain.wire.CloudEvent;
import dev.sitewarden.domain.wire.DeviceMessage.IncidentClosed;
import dev.sitewarden.domain.wire.DeviceMessage.IncidentOpened;
import dev.sitewarden.domain.wire.DeviceMessage.IncidentUpdated;
import dev.sitewarden.domain.wire.EventSource;
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
  /** A recording played live drops other frames the second time, so a rule may fire beside. */
  private static final Duration SAME_WITHIN = Duration.ofSeconds(1);

  /**
   * A clip takes seconds to collect and to make; ten minutes is a disk or a processor in trouble.
   */
  private static final Duration EVIDENCE_LIMIT = Duration.ofMinutes(10);

  private final EventSource source;
  private final Supplier<ModelVersion> model;
  private final Journal journal;
  private final IncidentDispatch dispatch;
  private final IncidentObserver observer;
  private final Map<Situation, OpenIncident> open = new LinkedHashMap<>();
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
    this.dispatch = new IncidentDispatch(journal, sink);
    this.observer = observer;
  }

  /**
   * Takes what the rules said about a frame.
   *
   * @param ongoing what they had raised, as the frame shows it
   * @param detections all that was seen in it
   */
  public void advance(
      List<ZoneEvent> events,
      List<OngoingSituation> ongoing,
      Frame frame,
      List<Detection> detections) {
    for (int i = 0; i < events.size(); i++) {
      switch (events.get(i)) {
        case Raised began ->
            open(IncidentNames.of(source, began, events.subList(0, i)), began, frame, detections);
        case Crossed
                counted -> {} // a matter of counts; what it raises comes as an event of its own
        case Cleared over -> close(over);
      }
    }
    for (OngoingSituation situation : ongoing) {
      Optional.ofNullable(open.get(situation.situation()))
          .ifPresent(incident -> update(incident, situation, frame.capturedAt()));
    }
  }

  /** Takes what ended because its rule does not watch any more. */
  public void end(List<ZoneEvent> ended) {
    for (ZoneEvent event : ended) {
      if (event instanceof Cleared over) {
        close(over);
      }
    }
  }

  private void open(IncidentId id, Raised event, Frame frame, List<Detection> detections) {
    IncidentRecord incident =
        known(id, event).orElseGet(() -> accept(opened(id, event, frame, detections)));
    open.put(event.situation(), OpenIncident.of(incident));
    raised++;
    dispatch.handOver(incident.id());
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

  private void update(OpenIncident incident, OngoingSituation now, Instant at) {
    incident
        .see(now, at)
        .ifPresent(
            update -> {
              journal.change(
                  incident.id(),
                  known ->
                      known.closed().isPresent()
                          ? known // it is a recording that is seen again
                          : known.updatedBy(event(known, update, at)));
              dispatch.handOver(incident.id());
            });
  }

  private CloudEvent event(IncidentRecord incident, IncidentUpdated update, Instant at) {
    return new IncidentMessages(incident.id(), incident.data().capturedAt())
        .update(incident.updates() + 1, source, at, update);
  }

  private void close(Cleared over) {
    Optional.ofNullable(open.remove(over.situation()))
        .ifPresent(incident -> close(incident.id(), over.lastSeen(), over.at()));
  }

  private void close(IncidentId id, Instant endedAt, Instant now) {
    journal.change(
        id,
        incident ->
            incident.closed().isPresent()
                ? incident
                : incident.ended(closed(incident, endedAt, now)));
    dispatch.handOver(id);
  }

  private CloudEvent closed(IncidentRecord incident, Instant endedAt, Instant now) {
    var messages = new IncidentMessages(incident.id(), incident.data().capturedAt());
    return messages.event(Step.CLOSED, source, now, new IncidentClosed(incident.id(), endedAt));
  }

  /** Takes over what an earlier process accepted on the pass that now goes on. */
  public void resume() {
    earlier.addAll(journal.all());
    dispatch.handOverAll();
  }

  /**
   * Ends what an earlier process left open and nobody will see again, because its camera went on
   * meanwhile; the last that is known of it is when it opened or was updated.
   */
  public void endOrphans() {
    dispatch.handOverAll();
    for (IncidentRecord incident : journal.all()) {
      Instant last = incident.updated().map(CloudEvent::time).orElse(incident.data().capturedAt());
      close(incident.id(), last, last);
      forget(incident.id());
    }
  }

  /**
   * Goes on with what waits, of a camera that nobody rewinds: hands over what was refused and
   * forgets what is through. Evidence that is not made by {@link #EVIDENCE_LIMIT} never will be.
   */
  public void tend(Instant now) {
    dispatch.handOverAll();
    for (IncidentRecord incident : journal.all()) {
      boolean isOver = incident.closed().isPresent() && !isOpen(incident.id());
      if (isOver && (incident.hasAllEvidence() || isOld(incident, now))) {
        forget(incident.id());
      }
    }
  }

  private boolean isOpen(IncidentId incident) {
    return open.values().stream().anyMatch(one -> one.id().equals(incident));
  }

  private static boolean isOld(IncidentRecord incident, Instant now) {
    return incident.closed().stream()
        .allMatch(closed -> closed.time().plus(EVIDENCE_LIMIT).isBefore(now));
  }

  /** Ends everything that is open, because the source ended; {@code lastFrame} is its last. */
  public void finish(Instant lastFrame) {
    open.values().forEach(incident -> close(incident.id(), lastFrame, lastFrame));
    open.clear();
    dispatch.handOverAll();
  }

  /** Forgets the incidents that are through, at the end of a run. */
  public void forgetHandedOver() {
    journal.all().forEach(incident -> forget(incident.id()));
  }

  private void forget(IncidentId incident) {
    journal.find(incident).ifPresent(dispatch::forget);
  }

  /** Incidents that go on. */
  public int ongoing() {
    return open.size();
  }

  /** Incidents since the start. */
  public long raised() {
    return raised;
  }
}
