package dev.sitewarden.cloud;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sitewarden.domain.geometry.BoundingBox;
import dev.sitewarden.domain.geometry.Point;
import dev.sitewarden.domain.geometry.Polygon;
import dev.sitewarden.domain.incident.Evidence;
import dev.sitewarden.domain.incident.EvidencePath;
import dev.sitewarden.domain.incident.IncidentId;
import dev.sitewarden.domain.model.Digest;
import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.model.ModelVersion;
import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.domain.site.DeviceId;
import dev.sitewarden.domain.site.Severity;
import dev.sitewarden.domain.vision.Anchor;
import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.domain.vision.RuleId;
import dev.sitewarden.domain.vision.Zone;
import dev.sitewarden.domain.vision.ZoneCount;
import dev.sitewarden.domain.vision.ZoneId;
import dev.sitewarden.domain.wire.CloudEvent;
import dev.sitewarden.domain.wire.CloudEventCodec;
import dev.sitewarden.domain.wire.DeviceHealth;
import dev.sitewarden.domain.wire.DeviceMeasured;
import dev.sitewarden.domain.wire.DeviceMessage;
import dev.sitewarden.domain.wire.EventSource;
import dev.sitewarden.domain.wire.MessageId;
import dev.sitewarden.domain.wire.MessageIds;
import dev.sitewarden.domain.wire.TraceParent;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/** A device with one camera, {@code gate}, that sees bare heads; and the hub that it speaks to. */
public final class Device {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final MessageIds IDS = new MessageIds(Clock.systemUTC(), new Random(7));
  private static final CameraId GATE = new CameraId("gate");
  private static final ZoneId DOCK = new ZoneId("dock");
  private static final RuleId RULE = new RuleId("missing-ppe");

  private final Caller hub = new Caller();
  private final DeviceId id;

  private Device(DeviceId id) {
    this.id = id;
  }

  /** A device that no other test has heard of. */
  public static Device fresh() {
    return new Device(new DeviceId("pi-" + UUID.randomUUID().toString().substring(0, 8)));
  }

  public String name() {
    return id.value();
  }

  /** The incident that the device opens at this instant. */
  public IncidentId incidentAt(Instant capturedAt) {
    return incidentAt(capturedAt, DOCK.value());
  }

  /** The incident that the device opens in that zone at this instant. */
  public IncidentId incidentAt(Instant capturedAt, String zone) {
    return IncidentId.of(id, GATE, new ZoneId(zone), RULE, capturedAt);
  }

  /** Opens an alarm in the loading dock. */
  public String opened(Instant capturedAt) {
    return opened(capturedAt, DOCK, "Loading dock", Severity.ALARM);
  }

  /** Opens an incident in the zone of that name. */
  public String opened(Instant capturedAt, String zone, Severity severity) {
    return opened(capturedAt, new ZoneId(zone), zone, severity);
  }

  private String opened(Instant capturedAt, ZoneId zone, String name, Severity severity) {
    List<Point> corners = List.of(new Point(0.25, 0.25), new Point(0.75, 0.25), new Point(0.5, 1));
    return event(
        new DeviceMessage.IncidentOpened(
            incidentAt(capturedAt, zone.value()),
            new Zone(zone, name, new Polygon(corners), Anchor.CENTRE, List.of()),
            RULE,
            severity,
            capturedAt,
            new ModelVersion("ppe", "1", Digest.of(new byte[] {1})),
            640,
            360,
            detection("head", 0.5),
            List.of(detection("helmet", 0.25))));
  }

  public String closed(Instant capturedAt, Instant endedAt) {
    return event(new DeviceMessage.IncidentClosed(incidentAt(capturedAt), endedAt));
  }

  /** Says that it is a warning by now, and how many are there. */
  public String updated(Instant capturedAt, Instant at, int objects) {
    return updated(incidentAt(capturedAt), at, Severity.WARNING, objects);
  }

  /** Says how severe it is by now. */
  public String updated(IncidentId incident, Instant at, Severity severity) {
    return updated(incident, at, severity, 1);
  }

  private String updated(IncidentId incident, Instant at, Severity severity, int objects) {
    return event(
        new DeviceMessage.IncidentUpdated(
            incident, severity, at, detection("head", 0.75), objects));
  }

  public String stored(Instant capturedAt, Evidence.Kind kind, byte[] content) {
    return stored(capturedAt, kind, content, path(capturedAt, kind));
  }

  /** Says that evidence lies somewhere. */
  public String stored(Instant capturedAt, Evidence.Kind kind, byte[] content, String path) {
    Evidence evidence = new Evidence(kind, path, content.length, Digest.of(content));
    return event(new DeviceMessage.MediaStored(incidentAt(capturedAt), evidence));
  }

  /** Says that there is a frame to learn from. */
  public String sampled(Instant at) {
    Digest digest = Digest.of(new byte[] {1});
    return event(
        new DeviceMessage.FrameSampled(
            samplePath(at),
            9,
            digest,
            DeviceMessage.FrameSampled.Why.MOTION,
            at,
            640,
            360,
            new ModelVersion("ppe", "1", digest),
            List.of(detection("head", 0.5))));
  }

  /** Where that lies in the blob store. */
  public String samplePath(Instant at) {
    return "%s/gate/samples/%d.jpg".formatted(id, at.getEpochSecond());
  }

  /** One message of each type that changes no incident. */
  public String[] news(Instant at) {
    Digest digest = Digest.of(new byte[] {1});
    Instant later = at.plusSeconds(60);
    return new String[] {
      event(
          new DeviceMessage.OccupancyCounted(
              new ZoneCount(DOCK, at, later, Duration.ofSeconds(59), List.of()))),
      event(
          new DeviceMessage.FrameSampled(
              id + "/gate/samples/1.jpg",
              9,
              digest,
              DeviceMessage.FrameSampled.Why.MOTION,
              at,
              640,
              360,
              new ModelVersion("ppe", "1", digest),
              List.of(detection("head", 0.5)))),
      event(new DeviceMessage.RecordingStored(id + "/gate/1.mp4", 9, digest, at, later)),
      health("no room", at)
    };
  }

  /** Says that there is no room for evidence, in these words. */
  public String health(String text, Instant at) {
    return health(DeviceHealth.Kind.DISK_FULL, "evidence", text, at);
  }

  /** Says how something on it is. */
  public String health(DeviceHealth.Kind kind, String subject, String text, Instant at) {
    return text(
        new CloudEvent(
            IDS.next(), EventSource.of(id), at, DeviceHealth.of(kind, subject, text, at)));
  }

  /** Says how its machine is: so much of 32 GB is free, and so many messages wait. */
  public String measured(Instant at, double celsius, long diskFreeBytes, long waiting) {
    return text(
        new CloudEvent(
            IDS.next(),
            EventSource.of(id),
            at,
            new DeviceMeasured(
                at,
                Optional.of(celsius),
                diskFreeBytes,
                32_000_000_000L,
                waiting,
                500 * waiting,
                Optional.empty())));
  }

  /** Where evidence lies in the blob store. */
  public String path(Instant capturedAt, Evidence.Kind kind) {
    return EvidencePath.of(id, GATE, capturedAt, incidentAt(capturedAt), kind);
  }

  private static Detection detection(String label, double left) {
    return new Detection(new Label(label), 0.9, new BoundingBox(left, 0.25, left + 0.125, 0.5));
  }

  private String event(DeviceMessage message) {
    MessageId name = IDS.next();
    CloudEvent event = new CloudEvent(name, new EventSource(id, GATE), at(message), message);
    return text(
        message instanceof DeviceMessage.OfIncident one
            ? TraceParent.of(one.incident(), name).map(event::from).orElse(event)
            : event);
  }

  /** A message that opens an incident is as old as its frame. */
  private static Instant at(DeviceMessage message) {
    return message instanceof DeviceMessage.IncidentOpened opened
        ? opened.capturedAt()
        : Instant.now();
  }

  private static String text(CloudEvent event) {
    return new String(CloudEventCodec.write(event), StandardCharsets.UTF_8);
  }

  /** Hands events over in one batch, as the hub does for this device. */
  public Answer sends(String... events) {
    return hub.post("/IngestTelemetry", envelope(id.value(), Arrays.asList(events)));
  }

  /** The host's envelope, each level a string as the host does it. */
  public static String envelope(String device, List<String> events) {
    Map<String, String> properties = Map.of("iothub-connection-device-id", device);
    return text(
        Map.of(
            "Data", Map.of("messages", text(events)),
            "Metadata",
                Map.of(
                    "SystemPropertiesArray",
                    text(Collections.nCopies(events.size(), properties)))));
  }

  private static String text(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
