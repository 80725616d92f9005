package dev.sitewarden.edge.incident;

import dev.sitewarden.domain.incident.IncidentId;
import dev.sitewarden.domain.wire.CloudEvent;
import dev.sitewarden.domain.wire.DeviceMessage.IncidentOpened;
import dev.sitewarden.domain.wire.DeviceMessage.IncidentUpdated;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An accepted incident as the journal keeps it.
 *
 * @param opened the event as it was, is or will be sent
 * @param updated likewise, the latest of those that said that it is worse or clearer
 * @param updates how many of those there were
 * @param closed likewise, once the situation has ended
 * @param done what needs not be handed over again
 */
public record IncidentRecord(
    CloudEvent opened,
    Optional<CloudEvent> updated,
    int updates,
    Optional<CloudEvent> closed,
    Set<Step> done) {
  public IncidentRecord {
    done = Set.copyOf(done);
    if (!(opened.data() instanceof IncidentOpened)) {
      throw new IllegalArgumentException(
          "an incident begins with incident.opened, got " + opened.data().type());
    }
    if (updated.isPresent() && !(updated.get().data() instanceof IncidentUpdated)) {
      throw new IllegalArgumentException(
          "an incident is updated by incident.updated, got " + updated.get().data().type());
    }
    if (updates < updated.stream().count()) {
      throw new IllegalArgumentException(
          "an incident with an update has had 1 or more, got " + updates);
    }
  }

  /** One that nobody has heard of yet. */
  public static IncidentRecord accepted(CloudEvent opened) {
    return new IncidentRecord(opened, Optional.empty(), 0, Optional.empty(), Set.of());
  }

  public IncidentOpened data() {
    return (IncidentOpened) opened.data();
  }

  public IncidentId id() {
    return data().incident();
  }

  /** Whether nothing more is to be made of what was seen. */
  boolean hasAllEvidence() {
    return done.containsAll(Set.of(Step.THUMBNAIL, Step.SNAPSHOT, Step.DETECTIONS, Step.CLIP));
  }

  /** With another update, which is to be handed over. */
  IncidentRecord updatedBy(CloudEvent event) {
    Set<Step> others =
        done.stream().filter(step -> step != Step.UPDATED).collect(Collectors.toSet());
    return new IncidentRecord(opened, Optional.of(event), updates + 1, closed, others);
  }

  IncidentRecord ended(CloudEvent event) {
    return new IncidentRecord(opened, updated, updates, Optional.of(event), done);
  }

  IncidentRecord with(Step step) {
    EnumSet<Step> more = EnumSet.of(step);
    more.addAll(done);
    return new IncidentRecord(opened, updated, updates, closed, more);
  }
}
