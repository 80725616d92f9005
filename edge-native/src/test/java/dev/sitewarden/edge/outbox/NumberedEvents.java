package dev.sitewarden.edge.outbox;

import dev.sitewarden.domain.incident.Evidence;
import dev.sitewarden.domain.incident.IncidentId;
import dev.sitewarden.domain.model.Digest;
import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.domain.site.DeviceId;
import dev.sitewarden.domain.wire.CloudEvent;
import dev.sitewarden.domain.wire.DeviceMessage;
import dev.sitewarden.domain.wire.DeviceMessage.IncidentClosed;
import dev.sitewarden.domain.wire.DeviceMessage.MediaStored;
import dev.sitewarden.domain.wire.EventSource;
import dev.sitewarden.domain.wire.MessageId;
import java.time.Instant;
import java.util.UUID;

/** Events that carry a number in their id, so that a test can tell which ones arrived. */
final class NumberedEvents {
  private static final Instant START = Instant.parse("2026-01-01T08:00:00Z");
  private static final EventSource SOURCE =
      new EventSource(new DeviceId("pi-1"), new CameraId("gate"));

  private NumberedEvents() {}

  static CloudEvent closed(int number) {
    return event(number, new IncidentClosed(incident(number), START.plusSeconds(number)));
  }

  static CloudEvent stored(int number, Evidence.Kind kind) {
    String path = "pi-1/gate/%d/%s".formatted(number, kind.fileName());
    var evidence = new Evidence(kind, path, 1, Digest.of(new byte[0]));
    return event(number, new MediaStored(incident(number), evidence));
  }

  static int number(CloudEvent event) {
    return (int) event.id().value().getLeastSignificantBits();
  }

  private static IncidentId incident(int number) {
    return new IncidentId(new UUID(1, number));
  }

  private static CloudEvent event(int number, DeviceMessage message) {
    return new CloudEvent(new MessageId(new UUID(0x7000, number)), SOURCE, START, message);
  }
}
