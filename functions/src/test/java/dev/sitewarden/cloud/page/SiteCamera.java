package dev.sitewarden.cloud.page;

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
import dev.sitewarden.domain.vision.Rule;
import dev.sitewarden.domain.vision.Zone;
import dev.sitewarden.domain.vision.ZoneId;
import dev.sitewarden.domain.wire.CloudEvent;
import dev.sitewarden.domain.wire.CloudEventCodec;
import dev.sitewarden.domain.wire.DeviceMessage;
import dev.sitewarden.domain.wire.EventSource;
import dev.sitewarden.domain.wire.MessageIds;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A device with one camera: stores real evidence where the hub's file upload puts it and posts
 * events in the envelope of the Functions host. What it sees is frame 88 of the worksite clip.
 */
final class SiteCamera implements AutoCloseable {
  static final BoundingBox BARE_HEAD = box(295.43, 174.53, 18.92, 21.21);
  private static final int WIDTH_PX = 768;
  private static final int HEIGHT_PX = 432;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final EventSource source = new EventSource(new DeviceId("pi-1"), new CameraId("gate"));
  private final Zone zone =
      new Zone(
          new ZoneId("hazard"),
          "Hazard zone",
          new Polygon(
              List.of(
                  new Point(0.28255, 0.46065),
                  new Point(0.70573, 0.46065),
                  new Point(0.66797, 0.35185),
                  new Point(0.33594, 0.35185))),
          Anchor.CENTRE,
          List.of());
  private final MessageIds ids = new MessageIds(InstantSource.system(), new Random(7));
  private final HttpClient http = HttpClient.newHttpClient();
  private final URI cloud;
  private final Path blobs;

  /**
   * @param blobs the folder in which the cloud looks for evidence
   */
  SiteCamera(URI cloud, Path blobs) {
    this.cloud = cloud;
    this.blobs = blobs;
  }

  private static BoundingBox box(double x, double y, double width, double height) {
    return new BoundingBox(
        x / WIDTH_PX, y / HEIGHT_PX, (x + width) / WIDTH_PX, (y + height) / HEIGHT_PX);
  }

  /** Sees a man without a helmet in the zone, says so, and stores the picture, small and whole. */
  IncidentId seesABareHead(Instant capturedAt) {
    IncidentId incident = opens(capturedAt);
    stores(Evidence.Kind.THUMBNAIL, incident, capturedAt);
    stores(Evidence.Kind.SNAPSHOT, incident, capturedAt);
    return incident;
  }

  /** The same, of a device that makes no thumbnails yet. */
  IncidentId seesABareHeadAsItUsedTo(Instant capturedAt) {
    IncidentId incident = opens(capturedAt);
    stores(Evidence.Kind.SNAPSHOT, incident, capturedAt);
    return incident;
  }

  private IncidentId opens(Instant capturedAt) {
    Rule rule = Rule.missingPpe();
    IncidentId incident =
        IncidentId.of(source.device(), source.camera(), zone.id(), rule.id(), capturedAt);
    send(
        new DeviceMessage.IncidentOpened(
            incident,
            zone,
            rule.id(),
            Severity.ALARM,
            capturedAt,
            new ModelVersion("ppe", "1", Digest.of("ppe".getBytes(StandardCharsets.UTF_8))),
            WIDTH_PX,
            HEIGHT_PX,
            new Detection(new Label("head"), 0.91, BARE_HEAD),
            List.of(
                new Detection(new Label("helmet"), 0.82, box(715.44, 132.67, 24.89, 20.77)),
                new Detection(new Label("helmet"), 0.88, box(578.85, 145.46, 24.75, 21.39)))));
    return incident;
  }

  /** Lays the file into the blob store, then says that it is there. */
  void stores(Evidence.Kind kind, IncidentId incident, Instant capturedAt) {
    byte[] content = resource(kind.fileName());
    String path = EvidencePath.of(source.device(), source.camera(), capturedAt, incident, kind);
    try {
      Path file = blobs.resolve(path);
      Files.createDirectories(file.getParent());
      Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException("storing %s failed".formatted(path), e);
    }
    Evidence evidence = new Evidence(kind, path, content.length, Digest.of(content));
    send(new DeviceMessage.MediaStored(incident, evidence));
  }

  private static byte[] resource(String name) {
    try (InputStream file = SiteCamera.class.getResourceAsStream("/worksite/" + name)) {
      if (file == null) {
        throw new IllegalStateException("the test resource worksite/%s is missing".formatted(name));
      }
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("reading worksite/%s failed".formatted(name), e);
    }
  }

  private void send(DeviceMessage message) {
    CloudEvent event = new CloudEvent(ids.next(), source, Instant.now(), message);
    HttpRequest invocation =
        HttpRequest.newBuilder(cloud.resolve("/IngestTelemetry"))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(envelope(event)))
            .build();
    try {
      var answer = http.send(invocation, BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) {
        throw new IllegalStateException(
            "ingest of %s answered %d: %s"
                .formatted(message.type(), answer.statusCode(), answer.body()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("sending %s failed".formatted(message.type()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while sending " + message.type(), e);
    }
  }

  /** The custom-handler envelope: arrays are JSON texts inside strings, as the host writes them. */
  private String envelope(CloudEvent event) {
    String text = new String(CloudEventCodec.write(event), StandardCharsets.UTF_8);
    Map<String, Object> system =
        Map.of(
            "iothub-connection-device-id", source.device().value(),
            "iothub-enqueuedtime", event.time().toString(),
            "message-id", event.id().toString());
    return json(
        Map.of(
            "Data", Map.of("messages", json(List.of(text))),
            "Metadata",
                Map.of(
                    "SystemPropertiesArray", json(List.of(system)),
                    "PropertiesArray", json(List.of(Map.of("type", event.data().type()))),
                    "PartitionContext", json(Map.of("PartitionId", "0")))));
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps of texts are always JSON", e);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
