package dev.sitewarden.domain.wire;

import dev.sitewarden.domain.geometry.BoundingBox;
import dev.sitewarden.domain.geometry.Point;
import dev.sitewarden.domain.geometry.Polygon;
import dev.sitewarden.domain.incident.Evidence;
import dev.sitewarden.domain.incident.IncidentId;
import dev.sitewarden.domain.model.Digest;
import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.model.ModelVersion;
import dev.sitewarden.domain.site.DeviceId;
import dev.sitewarden.domain.site.Severity;
import dev.sitewarden.domain.vision.Anchor;
import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.domain.vision.RuleId;
import dev.sitewarden.domain.vision.Zone;
import dev.sitewarden.domain.vision.ZoneCount;
import dev.sitewarden.domain.vision.ZoneCount.LabelCount;
import dev.sitewarden.domain.vision.ZoneId;
import dev.sitewarden.domain.wire.DeviceMessage.FrameSampled;
import dev.sitewarden.domain.wire.DeviceMessage.IncidentClosed;
import dev.sitewarden.domain.wire.DeviceMessage.IncidentOpened;
import dev.sitewarden.domain.wire.DeviceMessage.IncidentUpdated;
import dev.sitewarden.domain.wire.DeviceMessage.MediaStored;
import dev.sitewarden.domain.wire.DeviceMessage.OccupancyCounted;
import dev.sitewarden.domain.wire.DeviceMessage.RecordingStored;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What the golden files say, as values. */
final class Messages {
  static final IncidentId INCIDENT = IncidentId.parse("b1a4f0de-7c55-8a0e-9d3f-2b6c1e8f4a70");

  private Messages() {}

  static CloudEvent opened() {
    Polygon outline =
        new Polygon(
            List.of(
                new Point(0.25, 0.25),
                new Point(0.75, 0.25),
                new Point(0.75, 0.875),
                new Point(0.25, 0.875)));
    return event(
        1,
        new IncidentOpened(
            INCIDENT,
            new Zone(new ZoneId("dock"), "Loading dock, north", outline, Anchor.CENTRE, List.of()),
            new RuleId("missing-ppe"),
            Severity.ALARM,
            Instant.parse("2026-11-20T09:29:59.960Z"),
            new ModelVersion("ppe", "1", new Digest("0123456789abcdef".repeat(4))),
            640,
            360,
            detection("head", 0.91, 0.5, 0.3, 0.55, 0.4),
            List.of(
                detection("helmet", 0.88, 0.1, 0.3, 0.15, 0.4),
                detection("head", 0.125, 0, 0.5, 0.0625, 1))));
  }

  static CloudEvent closed() {
    return event(2, new IncidentClosed(INCIDENT, Instant.parse("2026-11-20T09:30:05Z")));
  }

  static CloudEvent stored() {
    String path = "pi-1/gate/2026/11/20/" + INCIDENT + "/snapshot.jpg";
    Digest digest = new Digest("fedcba9876543210".repeat(4));
    return event(
        3, new MediaStored(INCIDENT, new Evidence(Evidence.Kind.SNAPSHOT, path, 48213, digest)));
  }

  static CloudEvent storedSmall() {
    String path = "pi-1/gate/2026/11/20/" + INCIDENT + "/thumbnail.jpg";
    Digest digest = new Digest("0123456789abcdef".repeat(4));
    return event(
        3, new MediaStored(INCIDENT, new Evidence(Evidence.Kind.THUMBNAIL, path, 5213, digest)));
  }

  static CloudEvent updated() {
    return event(
        4,
        new IncidentUpdated(
            INCIDENT,
            Severity.WARNING,
            Instant.parse("2026-11-20T09:30:01.5Z"),
            detection("person-without-helmet", 0.75, 0.5, 0.25, 0.625, 0.75),
            2));
  }

  static CloudEvent counted() {
    return event(
        5,
        new OccupancyCounted(
            new ZoneCount(
                new ZoneId("dock"),
                Instant.parse("2026-11-20T09:15:00Z"),
                Instant.parse("2026-11-20T09:30:00Z"),
                Duration.ofMillis(899_500),
                List.of(
                    new LabelCount(new Label("helmet"), 2, 0.125, 3, 3, 0, 0),
                    new LabelCount(new Label("person"), 5, 1.75, 9, 8, 4, 3)))));
  }

  /** As devices send it since they tell of its trace. */
  static CloudEvent traced() {
    CloudEvent event = opened();
    return event.from(TraceParent.of(INCIDENT, event.id()).orElseThrow());
  }

  static CloudEvent health() {
    return new CloudEvent(
        MessageId.parse("019aa0a4-1d3a-7001-8000-000000000006"),
        EventSource.of(new DeviceId("pi-1")),
        Instant.parse("2026-11-20T09:30:00.250Z"),
        new DeviceHealth(
            DeviceHealth.Kind.CAMERA_LOST,
            "gate",
            "camera gate sent nothing for 10 s; it is opened again every 30 s",
            Instant.parse("2026-11-20T09:29:50Z")));
  }

  static CloudEvent measured() {
    return measured(Optional.of(61.5), Optional.of(148_897_792L));
  }

  /** Of a machine that tells neither its temperature nor what its processes hold. */
  static CloudEvent measuredLittle() {
    return measured(Optional.empty(), Optional.empty());
  }

  private static CloudEvent measured(Optional<Double> celsius, Optional<Long> memory) {
    return new CloudEvent(
        MessageId.parse("019aa0a4-1d3a-7001-8000-000000000010"),
        EventSource.of(new DeviceId("pi-1")),
        Instant.parse("2026-11-20T09:30:00.250Z"),
        new DeviceMeasured(
            Instant.parse("2026-11-20T09:30:00.125Z"),
            celsius,
            12_884_901_888L,
            31_914_983_424L,
            3,
            2048,
            memory));
  }

  static CloudEvent sampled() {
    return event(
        7,
        new FrameSampled(
            "pi-1/gate/samples/2026/11/20/093000000.jpg",
            48213,
            new Digest("fedcba9876543210".repeat(4)),
            FrameSampled.Why.UNCERTAINTY,
            Instant.parse("2026-11-20T09:30:00Z"),
            640,
            360,
            new ModelVersion("ppe", "1", new Digest("0123456789abcdef".repeat(4))),
            List.of(detection("head", 0.375, 0.5, 0.25, 0.5625, 0.375))));
  }

  static CloudEvent challenged() {
    return event(
        9,
        new FrameSampled(
            "pi-1/gate/samples/2026/11/20/093000000.jpg",
            48213,
            new Digest("fedcba9876543210".repeat(4)),
            FrameSampled.Why.DISAGREEMENT,
            Instant.parse("2026-11-20T09:30:00Z"),
            640,
            360,
            new ModelVersion("ppe", "1", new Digest("0123456789abcdef".repeat(4))),
            List.of(detection("head", 0.75, 0.5, 0.25, 0.5625, 0.375)),
            Optional.of(
                new FrameSampled.Opinion(
                    new ModelVersion("ppe", "2", new Digest("00112233445566ff".repeat(4))),
                    List.of(detection("helmet", 0.625, 0.5, 0.25, 0.5625, 0.375))))));
  }

  static CloudEvent recorded() {
    return event(
        8,
        new RecordingStored(
            "pi-1/gate/recordings/2026/11/20/0915.mp4",
            73_400_320,
            new Digest("fedcba9876543210".repeat(4)),
            Instant.parse("2026-11-20T09:15:00.040Z"),
            Instant.parse("2026-11-20T09:20:00Z")));
  }

  static byte[] golden(String name) {
    try (InputStream file = Messages.class.getResourceAsStream("/wire/" + name)) {
      return Objects.requireNonNull(file, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  private static CloudEvent event(int number, DeviceMessage data) {
    return new CloudEvent(
        MessageId.parse("019aa0a4-1d3a-7001-8000-00000000000" + number),
        EventSource.parse("/devices/pi-1/cameras/gate"),
        Instant.parse("2026-11-20T09:30:00.250Z"),
        data);
  }

  private static Detection detection(
      String label, double score, double left, double top, double right, double bottom) {
    return new Detection(new Label(label), score, new BoundingBox(left, top, right, bottom));
  }
}
