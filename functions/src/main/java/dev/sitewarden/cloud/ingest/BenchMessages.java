package dev.sitewarden.cloud.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sitewarden.domain.geometry.BoundingBox;
import dev.sitewarden.domain.geometry.Point;
import dev.sitewarden.domain.geometry.Polygon;
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
import dev.sitewarden.domain.wire.DeviceMessage;
import dev.sitewarden.domain.wire.DeviceMessage.IncidentOpened;
import dev.sitewarden.domain.wire.DeviceMessage.OccupancyCounted;
import dev.sitewarden.domain.wire.EventSource;
import dev.sitewarden.domain.wire.MessageIds;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Messages of a fleet of ten devices, each another one, for {@link IngestBench}. */
final class BenchMessages {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final CameraId CAMERA = new CameraId("gate");
  private static final ZoneId ZONE = new ZoneId("dock");
  private static final RuleId RULE = new RuleId("missing-ppe");
  private static final ModelVersion MODEL = new ModelVersion("ppe", "1", Digest.of(new byte[] {1}));
  private static final Polygon POLYGON =
      new Polygon(List.of(new Point(0.25, 0.25), new Point(0.75, 0.25), new Point(0.5, 1)));
  private static final int DEVICES = 10;

  private final Instant start;
  private final MessageIds ids;
  private int sent;

  BenchMessages(InstantSource clock) {
    this.start = clock.instant();
    this.ids = new MessageIds(clock, new Random(start.toEpochMilli()));
  }

  /** Who was in a zone during a minute: what a fleet says most of the time. */
  HubEvent count() {
    Instant from = start.plus(Duration.ofMinutes(sent));
    return event(
        new OccupancyCounted(
            new ZoneCount(
                ZONE,
                from,
                from.plusSeconds(60),
                Duration.ofSeconds(60),
                List.of(
                    new ZoneCount.LabelCount(new Label("head"), 2, 0.5, 3, 3, 0, 0),
                    new ZoneCount.LabelCount(new Label("helmet"), 4, 1.25, 7, 6, 1, 0)))));
  }

  /** An incident: the most that one message makes. */
  HubEvent incident() {
    Instant at = start.plusMillis(100L * sent);
    return event(
        new IncidentOpened(
            IncidentId.of(device(), CAMERA, ZONE, RULE, at),
            new Zone(ZONE, "Loading dock", POLYGON, Anchor.FEET, List.of()),
            RULE,
            Severity.ALARM,
            at,
            MODEL,
            640,
            360,
            detection("head", 0.5),
            List.of(detection("helmet", 0.25))));
  }

  /** The events as the host hands them over. */
  static byte[] envelope(List<HubEvent> events) {
    List<Map<String, String>> properties =
        events.stream()
            .map(event -> Map.of("iothub-connection-device-id", event.device().orElseThrow()))
            .toList();
    return text(Map.of(
            "Data", Map.of("messages", text(events.stream().map(HubEvent::body).toList())),
            "Metadata", Map.of("SystemPropertiesArray", text(properties))))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String text(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps and lists of texts are always writable", e);
    }
  }

  private static Detection detection(String label, double left) {
    return new Detection(new Label(label), 0.9, new BoundingBox(left, 0.25, left + 0.125, 0.5));
  }

  private DeviceId device() {
    return new DeviceId("pi-" + sent % DEVICES);
  }

  private HubEvent event(DeviceMessage message) {
    DeviceId device = device();
    CloudEvent event = new CloudEvent(ids.next(), new EventSource(device, CAMERA), start, message);
    sent++;
    String body = new String(CloudEventCodec.write(event), StandardCharsets.UTF_8);
    return new HubEvent(Optional.of(device.value()), body);
  }
}
