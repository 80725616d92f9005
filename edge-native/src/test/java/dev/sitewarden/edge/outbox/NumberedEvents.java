package dev.sitewarden.edge.outbox;

import dev.sitewarden.domain.geometry.BoundingBox;
import dev.sitewarden.domain.incident.Evidence;
import dev.sitewarden.domain.incident.IncidentId;
import dev.sitewarden.domain.model.Digest;
import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.model.ModelVersion;
import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.domain.site.DeviceId;
import dev.sitewarden.domain.site.Severity;
import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.domain.vision.ZoneCount;
import dev.sitewarden.domain.vision.ZoneId;
import dev.sitewarden.domain.wire.CloudEvent;
import dev.sitewarden.domain.wire.DeviceHealth;
import dev.sitewarden.domain.wire.DeviceMeasured;
import dev.sitewarden.domain.wire.DeviceMessage;
import dev.sitewarden.domain.wire.DeviceMessage.FrameSampled;
import dev.sitewarden.domain.wire.DeviceMessage.FrameSampled.Why;
import dev.sitewarden.domain.wire.DeviceMessage.IncidentClosed;
import dev.sitewarden.domain.wire.DeviceMessage.IncidentUpdated;
import dev.sitewarden.domain.wire.DeviceMessage.MediaStored;
import dev.sitewarden.domain.wire.DeviceMessage.OccupancyCounted;
import dev.sitewarden.domain.wire.EventSource;
import dev.sitewarden.domain.wire.MessageId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Events that carry a number in their id, so that a test can tell which ones arrived. */
final class NumberedEvents {
  static final Instant START = Instant.parse("2026-01-01T08:00:00Z");
  private static final EventSource SOURCE =
      new EventSource(new DeviceId("pi-1"), new CameraId("gate"));

  private NumberedEvents() {}

  static CloudEvent closed(int number) {
    return event(number, new IncidentClosed(incident(number), START.plusSeconds(number)));
  }

  static CloudEvent updated(int number, IncidentId incident) {
    var subject = new Detection(new Label("head"), 0.9, new BoundingBox(0.1, 0.1, 0.2, 0.2));
    return event(number, new IncidentUpdated(incident, Severity.ALARM, START, subject, 1));
  }

  static CloudEvent closed(int number, IncidentId incident) {
    return event(number, new IncidentClosed(incident, START.plusSeconds(number)));
  }

  static CloudEvent health(int number) {
    return event(number, DeviceHealth.of(DeviceHealth.Kind.STARTED, "edge", "it began", START));
  }

  static CloudEvent measured(int number) {
    return event(
        number, new DeviceMeasured(START, Optional.of(50.0), 1, 2, 0, 0, Optional.empty()));
  }

  static CloudEvent counted(int number) {
    return event(number, new OccupancyCounted(count()));
  }

  private static ZoneCount count() {
    return new ZoneCount(
        new ZoneId("hazard"), START, START.plusSeconds(60), Duration.ofMinutes(1), List.of());
  }

  static CloudEvent sampled(int number, byte[] content) {
    return event(
        number,
        new FrameSampled(
            "pi-1/gate/samples/%d.jpg".formatted(number),
            Math.max(1, content.length),
            Digest.of(content),
            Why.REQUEST,
            START,
            640,
            480,
            new ModelVersion("ppe", "1", Digest.of(new byte[0])),
            List.of()));
  }

  static CloudEvent stored(int number, Evidence.Kind kind) {
    String path = "pi-1/gate/%d/%s".formatted(number, kind.fileName());
    var evidence = new Evidence(kind, path, 1, Digest.of(new byte[0]));
    return event(number, new MediaStored(incident(number), evidence));
  }

  static int number(CloudEvent event) {
    return (int) event.id().value().getLeastSignificantBits();
  }

  static IncidentId incident(int number) {
    return new IncidentId(new UUID(1, number));
  }

  static CloudEvent event(int number, DeviceMessage message) {
    return new CloudEvent(new MessageId(new UUID(0x7000, number)), SOURCE, START, message);
  }
}
