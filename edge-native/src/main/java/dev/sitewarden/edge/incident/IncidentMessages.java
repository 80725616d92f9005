package dev.sitewarden.edge.incident;

import dev.sitewarden.domain.incident.IncidentId;
import dev.sitewarden.domain.wire.CloudEvent;
import dev.sitewarden.domain.wire.DeviceMessage;
import dev.sitewarden.domain.wire.EventSource;
import dev.sitewarden.domain.wire.MessageId;
import dev.sitewarden.domain.wire.MessageIds;
import dev.sitewarden.domain.wire.TraceParent;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The ids of all messages of one incident. They follow from the incident alone, so that a device
 * that lost everything and sees the same instant again sends the same ids, which the cloud takes as
 * repetitions.
 */
public final class IncidentMessages {
  /** Between the seeds of two updates: odd, so that no two meet. */
  private static final long APART = 0x9E37_79B9_7F4A_7C15L;

  private final Map<Step, MessageId> ids = new EnumMap<>(Step.class);
  private final IncidentId incident;
  private final Instant capturedAt;
  private final long seed;

  /** The ids of an incident that was captured then. */
  public IncidentMessages(IncidentId incident, Instant capturedAt) {
    this.incident = incident;
    this.capturedAt = capturedAt;
    this.seed =
        incident.value().getMostSignificantBits() * 31 + incident.value().getLeastSignificantBits();
    var numbers =
        new MessageIds(() -> capturedAt, new SplittableRandom(seed)); // always in the same order
    for (Step step : Step.values()) {
      ids.put(step, numbers.next());
    }
  }

  /** The id of the message that says so. */
  public MessageId of(Step step) {
    return ids.getOrDefault(step, ids.values().iterator().next());
  }

  /** The event that says how it is worse or clearer, the nth of them, from 1. */
  CloudEvent update(int nth, EventSource source, Instant time, DeviceMessage message) {
    var numbers = new MessageIds(() -> capturedAt, new SplittableRandom(seed + nth * APART));
    return traced(new CloudEvent(numbers.next(), source, time, message));
  }

  /** The event that says so. Its time is the moment on the camera's clock that it tells of. */
  public CloudEvent event(Step step, EventSource source, Instant time, DeviceMessage message) {
    return traced(new CloudEvent(of(step), source, time, message));
  }

  /** All that is told of the incident is one trace, whatever becomes of it in the cloud. */
  private CloudEvent traced(CloudEvent event) {
    return TraceParent.of(incident, event.id()).map(event::from).orElse(event);
  }
}
