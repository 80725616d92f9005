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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads an event's {@code data} according to its type. */
final class DeviceMessageReader {
  private static final int MOST_PIXELS = 1 << 16;
  private static final int MOST_OBJECTS = 1_000_000;

  private DeviceMessageReader() {}

  static DeviceMessage read(String type, JsonObject event) {
    return switch (type) {
      case IncidentOpened.TYPE -> readOpened(event.object("data"));
      case IncidentClosed.TYPE -> readClosed(event.object("data"));
      case IncidentUpdated.TYPE -> readUpdated(event.object("data"));
      case OccupancyCounted.TYPE -> readCount(event.object("data"));
      case MediaStored.TYPE -> readStored(event.object("data"));
      case FrameSampled.TYPE -> readSampled(event.object("data"));
      case RecordingStored.TYPE -> readRecording(event.object("data"));
      case DeviceHealth.TYPE -> readHealth(event.object("data"));
      case DeviceMeasured.TYPE -> readMeasured(event.object("data"));
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
        data.parsed("captured_at", TimeText::parse),
        readModel(data),
        (int) frame.wholeNumber("width_px", 1, MOST_PIXELS),
        (int) frame.wholeNumber("height_px", 1, MOST_PIXELS),
        readDetection(data.object("subject")),
        readDetections(data, "others"));
  }

  static List<Detection> readDetections(JsonObject data, String key) {
    return data.objects(key).stream().map(DeviceMessageReader::readDetection).toList();
  }

  private static IncidentUpdated readUpdated(JsonObject data) {
    return new IncidentUpdated(
        data.parsed("incident_id", IncidentId::parse),
        data.oneOf("severity", Severity.values()),
        data.parsed("captured_at", TimeText::parse),
        readDetection(data.object("subject")),
        count(data, "objects", 1));
  }

  private static OccupancyCounted readCount(JsonObject data) {
    ZoneId zone = data.parsed("zone_id", ZoneId::new);
    Instant from = data.parsed("from", TimeText::parse);
    Duration watched = Duration.ofMillis(data.wholeNumber("watched_ms", 0, Integer.MAX_VALUE));
    List<LabelCount> labels =
        data.objects("labels").stream().map(DeviceMessageReader::readLabelCount).toList();
    return data.parsed(
        "to",
        to -> new OccupancyCounted(new ZoneCount(zone, from, TimeText.parse(to), watched, labels)));
  }

  private static LabelCount readLabelCount(JsonObject label) {
    Label name = label.parsed("label", Label::new);
    int most = count(label, "most", 0);
    int entered = count(label, "entered", 0);
    int left = count(label, "left", 0);
    int in = count(label, "in", 0);
    int out = count(label, "out", 0);
    return label.number("mean", mean -> new LabelCount(name, most, mean, entered, left, in, out));
  }

  private static int count(JsonObject object, String key, int least) {
    return (int) object.wholeNumber(key, least, MOST_OBJECTS);
  }

  private static FrameSampled readSampled(JsonObject data) {
    data.parsed("content_type", text -> requireSame("image/jpeg", text));
    long bytes = data.wholeNumber("bytes", 1, Long.MAX_VALUE);
    Digest digest = data.parsed("sha256", Digest::new);
    FrameSampled.Why why = data.oneOf("why", FrameSampled.Why.values());
    Instant capturedAt = data.parsed("captured_at", TimeText::parse);
    JsonObject frame = data.object("frame");
    int width = (int) frame.wholeNumber("width_px", 1, MOST_PIXELS);
    int height = (int) frame.wholeNumber("height_px", 1, MOST_PIXELS);
    ModelVersion model = readModel(data);
    List<Detection> detections = readDetections(data, "detections");
    Optional<FrameSampled.Opinion> challenger =
        data.maybe("challenger", data::object).map(DeviceMessageReader::readOpinion);
    return data.parsed(
        "path",
        path ->
            new FrameSampled(
                path,
                bytes,
                digest,
                why,
                capturedAt,
                width,
                height,
                model,
                detections,
                challenger));
  }

  private static FrameSampled.Opinion readOpinion(JsonObject data) {
    return new FrameSampled.Opinion(readModel(data), readDetections(data, "detections"));
  }

  private static RecordingStored readRecording(JsonObject data) {
    data.parsed("content_type", text -> requireSame("video/mp4", text));
    long bytes = data.wholeNumber("bytes", 1, Long.MAX_VALUE);
    Digest digest = data.parsed("sha256", Digest::new);
    Instant from = data.parsed("from", TimeText::parse);
    Instant to = data.parsed("to", TimeText::parse);
    return data.parsed("path", path -> new RecordingStored(path, bytes, digest, from, to));
  }

  private static DeviceHealth readHealth(JsonObject data) {
    DeviceHealth.Kind kind = data.oneOf("kind", DeviceHealth.Kind.values());
    Instant at = data.parsed("at", TimeText::parse);
    String subject = data.text("subject");
    return data.parsed("text", text -> new DeviceHealth(kind, subject, text, at));
  }

  private static DeviceMeasured readMeasured(JsonObject data) {
    Instant at = data.parsed("at", TimeText::parse);
    Optional<Double> celsius =
        data.maybe("temperature_c", key -> data.number(key, DeviceMeasured::requireTemperature));
    long total = data.wholeNumber("disk_total_bytes", 1, Long.MAX_VALUE);
    long free = data.wholeNumber("disk_free_bytes", 0, total);
    long messages = data.wholeNumber("outbox_messages", 0, Long.MAX_VALUE);
    long bytes = data.wholeNumber("outbox_bytes", 0, Long.MAX_VALUE);
    Optional<Long> memory =
        data.maybe("memory_bytes", key -> data.wholeNumber(key, 1, Long.MAX_VALUE));
    return new DeviceMeasured(at, celsius, free, total, messages, bytes, memory);
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
        data.parsed("incident_id", IncidentId::parse), data.parsed("ended_at", TimeText::parse));
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
