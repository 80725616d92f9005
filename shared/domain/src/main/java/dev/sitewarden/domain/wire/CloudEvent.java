package dev.sitewarden.domain.wire;

import java.time.Instant;
import java.util.Optional;

/**
 * A device's message in its envelope.
 *
 * @param time when the device wrote it
 * @param trace the place in a trace that it comes from, if whoever handed it on told one
 */
public record CloudEvent(
    MessageId id,
    EventSource source,
    Instant time,
    DeviceMessage data,
    Optional<TraceParent> trace) {

  /** A message that belongs to no trace. */
  public CloudEvent(MessageId id, EventSource source, Instant time, DeviceMessage data) {
    this(id, source, time, data, Optional.empty());
  }

  /** The same, handed on from there. */
  public CloudEvent from(TraceParent place) {
    return new CloudEvent(id, source, time, data, Optional.of(place));
  }
}
