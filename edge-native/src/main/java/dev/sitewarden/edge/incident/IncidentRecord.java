package dev.sitewarden.edge.incident;

import dev.sitewarden.domain.incident.IncidentId;
import dev.sitewarden.domain.wire.CloudEvent;
import dev.sitewarden.domain.wire.DeviceMessage.IncidentOpened;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * An accepted incident as the journal keeps it.
 *
 * @param opened the event as it was, is or will be sent
 * @param closed likewise, once the situation has ended
 * @param done what needs not be handed over again
 */
public record IncidentRecord(CloudEvent opened, Optional<CloudEvent> closed, Set<Step> done) {
  public IncidentRecord {
    done = Set.copyOf(done);
    if (!(opened.data() instanceof IncidentOpened)) {
      throw new IllegalArgumentException(
          "an incident begins with incident.opened, got " + opened.data().type());
    }
  }

  static IncidentRecord accepted(CloudEvent opened) {
    return new IncidentRecord(opened, Optional.empty(), Set.of());
  }

  public IncidentOpened data() {
    return (IncidentOpened) opened.data();
  }

  public IncidentId id() {
    return data().incident();
  }

  IncidentRecord ended(CloudEvent event) {
    return new IncidentRecord(opened, Optional.of(event), done);
  }

  IncidentRecord with(Step step) {
    EnumSet<Step> more = EnumSet.of(step);
    more.addAll(done);
    return new IncidentRecord(opened, closed, more);
  }

  boolean isComplete() {
    return done.size() == Step.values().length;
  }
}
