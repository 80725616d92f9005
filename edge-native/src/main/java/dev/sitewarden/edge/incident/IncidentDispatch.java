package dev.sitewarden.edge.incident;

import dev.sitewarden.domain.incident.IncidentId;
import dev.sitewarden.domain.wire.CloudEvent;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;

/**
 * Hands over what the journal holds, each event once; what the sink refuses is tried again with the
 * incident's next event and when the book is tended.
 */
final class IncidentDispatch {
  private static final Logger LOG = System.getLogger(IncidentDispatch.class.getName());

  private final Journal journal;
  private final EventSink sink;

  IncidentDispatch(Journal journal, EventSink sink) {
    this.journal = journal;
    this.sink = sink;
  }

  void handOver(IncidentId incident) {
    journal.find(incident).ifPresent(this::handOver);
  }

  void handOverAll() {
    journal.all().forEach(this::handOver);
  }

  private void handOver(IncidentRecord incident) {
    handOver(incident, Step.OPENED, Optional.of(incident.opened()));
    handOver(incident, Step.UPDATED, incident.updated());
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

  /** Forgets an incident that has ended and of which everything is handed over. */
  void forget(IncidentRecord incident) {
    boolean isTold = incident.updated().isEmpty() || incident.done().contains(Step.UPDATED);
    if (isTold && incident.done().contains(Step.OPENED) && incident.done().contains(Step.CLOSED)) {
      journal.remove(incident.id());
    }
  }
}
