package dev.sitewarden.domain.wire;

import dev.sitewarden.domain.geometry.BoundingBox;
import dev.sitewarden.domain.geometry.Point;
import dev.sitewarden.domain.geometry.Polygon;
import dev.sitewarden.domain.incident.Evidence;
import dev.sitewarden.domain.incident.IncidentId;
import dev.sitewarden.domain.model.Digest;
import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.model.ModelVersion;
import dev.sitewarden.domain.site.Severity;
import dev.sitewarden.domain.vision.Anchor;
import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.domain.vision.RuleId;
import dev.sitewarden.domain.vision.Zone;
import dev.sitewarden.domain.vision.ZoneId;
import dev.sitewarden.domain.wire.DeviceMessage.IncidentClosed;
import dev.sitewarden.domain.wire.DeviceMessage.IncidentOpened;
import dev.sitewarden.domain.wire.DeviceMessage.MediaStored;
import java.util.List;

/** Reads an event's {@code data} according to its type. */
final class DeviceMessageReader {
  private static final int MOST_PIXELS = 1 << 16;

  private DeviceMessageReader() {}

  static DeviceMessage read(String type, JsonObject event) {
    return switch (type) {
      case IncidentOpened.TYPE -> readOpened(event.object("data"));
      case IncidentClosed.TYPE -> readClosed(event.object("data"));
      case MediaStored.TYPE -> readStored(event.object("data"));
      default -> throw new UnknownTypeException(type);
    };
  }

  private static IncidentOpened readOpened(JsonObject data) {
    JsonObject frame = data.object("frame");
    return new IncidentOpened(
        data.parsed("incident_id", IncidentId::parse),
        readZone(data),
        data.parsed("rule_id", RuleId::new),
        data.oneOf("severity", Severity.values()),
        data.parsed("captured_at", CloudEventCodec::parseTime),
        readModel(data),
        (int) frame.wholeNumber("width_px", 1, MOST_PIXELS),
        (int) frame.wholeNumber("height_px", 1, MOST_PIXELS),
        readDetection(data.object("subject")),
        data.objects("others").stream().map(DeviceMessageReader::readDetection).toList());
  }

  private static Zone readZone(JsonObject data) {
    JsonObject zone = data.object("zone");
    ZoneId id = zone.parsed("id", ZoneId::new);
    Anchor anchor = zone.oneOf("anchor", Anchor.values());
    Polygon polygon = zone.rows("polygon", 2, DeviceMessageReader::toPolygon);
    return zone.parsed("name", name -> new Zone(id, name, polygon, anchor, List.of()));
  }

  private static Polygon toPolygon(List<double[]> corners) {
    return new Polygon(corners.stream().map(xy -> new Point(xy[0], xy[1])).toList());
  }

  private static ModelVersion readModel(JsonObject data) {
    JsonObject model = data.object("model");
    Digest digest = model.parsed("sha256", Digest::new);
    String name = model.text("name");
    return model.parsed("version", version -> new ModelVersion(name, version, digest));
  }

  private static Detection readDetection(JsonObject detection) {
    Label label = detection.parsed("label", Label::new);
    BoundingBox box = detection.numbers("box", 4, b -> new BoundingBox(b[0], b[1], b[2], b[3]));
    return detection.number("score", score -> new Detection(label, score, box));
  }

  private static IncidentClosed readClosed(JsonObject data) {
    return new IncidentClosed(
        data.parsed("incident_id", IncidentId::parse),
        data.parsed("ended_at", CloudEventCodec::parseTime));
  }

  private static MediaStored readStored(JsonObject data) {
    Evidence.Kind kind = data.oneOf("kind", Evidence.Kind.values());
    data.parsed("content_type", text -> requireSame(kind.contentType(), text));
    Digest digest = data.parsed("sha256", Digest::new);
    long bytes = data.wholeNumber("bytes", 1, Long.MAX_VALUE);
    return new MediaStored(
        data.parsed("incident_id", IncidentId::parse),
        data.parsed("path", path -> new Evidence(kind, path, bytes, digest)));
  }

  private static String requireSame(String expected, String text) {
    if (!text.equals(expected)) {
      throw new IllegalArgumentException("must be '%s', got '%s'".formatted(expected, text));
    }
    return text;
  }
}
