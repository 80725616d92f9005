package dev.sitewarden.edge.incident;

import dev.sitewarden.domain.wire.CloudEvent;

/** Where events go to be delivered to the cloud; the outbox is one. Any thread. */
public interface EventSink {
  /** Keeps an event; when this returns {@code Kept}, a power cut does not lose it. */
  Handover put(CloudEvent event);
}
