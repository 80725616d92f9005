package dev.sitewarden.edge.media;

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
import dev.sitewarden.domain.vision.ZoneId;
import dev.sitewarden.domain.wire.DeviceMessage.IncidentOpened;
import dev.sitewarden.domain.wire.EventSource;
import dev.sitewarden.edge.incident.IncidentMessages;
import dev.sitewarden.edge.incident.IncidentRecord;
import dev.sitewarden.edge.incident.Step;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The demo's clip as people see it: its ground truth, and the incident of its bare head. */
final class Worksite {
  static final CameraId GATE = new CameraId("gate");
  static final EventSource SOURCE = new EventSource(new DeviceId("pi-1"), GATE);
  static final int WIDTH_PX = 768;
  static final int HEIGHT_PX = 432;
  static final Duration FRAME = Duration.ofMillis(100);
  private static final Map<Integer, String> LABELS = Map.of(1, "person", 2, "helmet", 3, "head");

  private Worksite() {}

  static Instant at(int frame) {
    return Clips.START.plus(FRAME.multipliedBy(frame));
  }

  static int frame(Instant at) {
    return (int) Math.round(Duration.between(Clips.START, at).toNanos() / (double) FRAME.toNanos());
  }

  /** Everything with some of these labels, by frame. */
  static Map<Integer, List<Detection>> truth(Set<String> labels) {
    Map<Integer, List<Detection>> frames = new TreeMap<>();
    JsonObject file = new JsonObject(read());
    for (Object each : file.getJsonArray("annotations")) {
      JsonObject annotation = (JsonObject) each;
      String label = LABELS.getOrDefault(annotation.getInteger("category_id"), "");
      if (labels.contains(label)) {
        frames
            .computeIfAbsent(annotation.getInteger("image_id"), any -> new ArrayList<>())
            .add(new Detection(new Label(label), 0.9, box(annotation.getJsonArray("bbox"))));
      }
    }
    return frames;
  }

  private static String read() {
    try {
      return Files.readString(Clips.WORKSITE.resolveSibling("ground-truth.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BoundingBox box(JsonArray xywh) {
    double left = xywh.getDouble(0) / WIDTH_PX;
    double top = xywh.getDouble(1) / HEIGHT_PX;
    return new BoundingBox(
        left,
        top,
        Math.min(1, left + xywh.getDouble(2) / WIDTH_PX),
        Math.min(1, top + xywh.getDouble(3) / HEIGHT_PX));
  }

  static IncidentRecord incident(Instant at, Detection subject) {
    Zone zone =
        new Zone(
            new ZoneId("hazard"),
            "Hazard zone",
            new Polygon(List.of(new Point(0.1, 0.1), new Point(0.9, 0.1), new Point(0.5, 0.9))),
            Anchor.CENTRE,
            List.of());
    RuleId rule = new RuleId("missing-ppe");
    IncidentOpened opened =
        new IncidentOpened(
            IncidentId.of(SOURCE.device(), GATE, zone.id(), rule, at),
            zone,
            rule,
            Severity.ALARM,
            at,
            new ModelVersion("ppe", "1", new Digest("0".repeat(64))),
            WIDTH_PX,
            HEIGHT_PX,
            subject,
            List.of());
    var messages = new IncidentMessages(opened.incident(), at);
    return IncidentRecord.accepted(messages.event(Step.OPENED, SOURCE, at, opened));
  }
}
