package dev.sitewarden.domain.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sitewarden.domain.geometry.BoundingBox;
import dev.sitewarden.domain.geometry.Point;
import dev.sitewarden.domain.model.ModelVersion;
import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.domain.vision.Zone;
import dev.sitewarden.domain.vision.ZoneCount;
import dev.sitewarden.domain.vision.ZoneCount.LabelCount;
import dev.sitewarden.domain.wire.DeviceMessage.FileStored;
import dev.sitewarden.domain.wire.DeviceMessage.FrameSampled;
import dev.sitewarden.domain.wire.DeviceMessage.IncidentClosed;
import dev.sitewarden.domain.wire.DeviceMessage.IncidentOpened;
import dev.sitewarden.domain.wire.DeviceMessage.IncidentUpdated;
import dev.sitewarden.domain.wire.DeviceMessage.MediaStored;
import dev.sitewarden.domain.wire.DeviceMessage.OccupancyCounted;
import dev.sitewarden.domain.wire.DeviceMessage.RecordingStored;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Writes the keys inside an event's {@code data}. */
final class DeviceMessageWriter {
  private DeviceMessageWriter() {}

  static void write(DeviceMessage message, JsonGenerator json) throws IOException {
    switch (message) {
      case IncidentOpened opened -> writeOpened(opened, json);
      case IncidentClosed closed -> {
        json.writeStringField("incident_id", closed.incident().toString());
        json.writeStringField("ended_at", TimeText.write(closed.endedAt()));
      }
      case IncidentUpdated updated -> writeUpdated(updated, json);
      case OccupancyCounted counted -> writeCount(counted.count(), json);
      case MediaStored stored -> {
        json.writeStringField("incident_id", stored.incident().toString());
        json.writeStringField("kind", wireName(stored.evidence().kind()));
        writeFile(stored, json);
      }
      case FrameSampled sampled -> writeSampled(sampled, json);
      case RecordingStored recording -> {
        writeFile(recording, json);
        json.writeStringField("from", TimeText.write(recording.from()));
        json.writeStringField("to", TimeText.write(recording.to()));
      }
      case DeviceHealth health -> {
        json.writeStringField("kind", wireName(health.kind()));
        json.writeStringField("subject", health.subject());
        json.writeStringField("text", health.text());
        json.writeStringField("at", TimeText.write(health.at()));
      }
      case DeviceMeasured measured -> writeMeasured(measured, json);
    }
  }

  /** The name in lower case, its words joined by hyphens. */
  static String wireName(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static void writeOpened(IncidentOpened opened, JsonGenerator json) throws IOException {
    json.writeStringField("incident_id", opened.incident().toString());
    writeZone(opened.zone(), json);
    json.writeStringField("rule_id", opened.rule().value());
    json.writeStringField("severity", wireName(opened.severity()));
    json.writeStringField("captured_at", TimeText.write(opened.capturedAt()));
    writeModel(opened.model(), json);
    writeSize(opened.frameWidthPx(), opened.frameHeightPx(), json);
    json.writeFieldName("subject");
    writeDetection(opened.subject(), json);
    writeDetections("others", opened.others(), json);
  }

  private static void writeUpdated(IncidentUpdated updated, JsonGenerator json) throws IOException {
    json.writeStringField("incident_id", updated.incident().toString());
    json.writeStringField("severity", wireName(updated.severity()));
    json.writeStringField("captured_at", TimeText.write(updated.capturedAt()));
    json.writeFieldName("subject");
    writeDetection(updated.subject(), json);
    json.writeNumberField("objects", updated.objects());
  }

  private static void writeCount(ZoneCount count, JsonGenerator json) throws IOException {
    json.writeStringField("zone_id", count.zone().value());
    json.writeStringField("from", TimeText.write(count.from()));
    json.writeStringField("to", TimeText.write(count.to()));
    json.writeNumberField("watched_ms", count.watched().toMillis());
    json.writeArrayFieldStart("labels");
    for (LabelCount label : count.labels()) {
      json.writeStartObject();
      json.writeStringField("label", label.label().value());
      json.writeNumberField("most", label.most());
      json.writeNumberField("mean", label.mean());
      json.writeNumberField("entered", label.entered());
      json.writeNumberField("left", label.left());
      json.writeNumberField("in", label.in());
      json.writeNumberField("out", label.out());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeSampled(FrameSampled sampled, JsonGenerator json) throws IOException {
    writeFile(sampled, json);
    json.writeStringField("why", wireName(sampled.why()));
    json.writeStringField("captured_at", TimeText.write(sampled.capturedAt()));
    writeSize(sampled.frameWidthPx(), sampled.frameHeightPx(), json);
    writeModel(sampled.model(), json);
    writeDetections("detections", sampled.detections(), json);
    if (sampled.challenger().isPresent()) {
      FrameSampled.Opinion opinion = sampled.challenger().get();
      json.writeObjectFieldStart("challenger");
      writeModel(opinion.model(), json);
      writeDetections("detections", opinion.detections(), json);
      json.writeEndObject();
    }
  }

  private static void writeMeasured(DeviceMeasured measured, JsonGenerator json)
      throws IOException {
    json.writeStringField("at", TimeText.write(measured.at()));
    if (measured.temperatureCelsius().isPresent()) {
      json.writeNumberField("temperature_c", measured.temperatureCelsius().get());
    }
    json.writeNumberField("disk_free_bytes", measured.diskFreeBytes());
    json.writeNumberField("disk_total_bytes", measured.diskTotalBytes());
    json.writeNumberField("outbox_messages", measured.outboxMessages());
    json.writeNumberField("outbox_bytes", measured.outboxBytes());
    if (measured.memoryBytes().isPresent()) {
      json.writeNumberField("memory_bytes", measured.memoryBytes().get());
    }
  }

  private static void writeSize(int widthPx, int heightPx, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("frame");
    json.writeNumberField("width_px", widthPx);
    json.writeNumberField("height_px", heightPx);
    json.writeEndObject();
  }

  static void writeDetections(String key, List<Detection> detections, JsonGenerator json)
      throws IOException {
    json.writeArrayFieldStart(key);
    for (Detection detection : detections) {
      writeDetection(detection, json);
    }
    json.writeEndArray();
  }

  private static void writeZone(Zone zone, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("zone");
    json.writeStringField("id", zone.id().value());
    json.writeStringField("name", zone.name());
    json.writeStringField("anchor", wireName(zone.anchor()));
    json.writeArrayFieldStart("polygon");
    for (Point corner : zone.polygon().corners()) {
      json.writeArray(new double[] {corner.x(), corner.y()}, 0, 2);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void writeModel(ModelVersion model, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("model");
    json.writeStringField("name", model.name());
    json.writeStringField("version", model.version());
    json.writeStringField("sha256", model.digest().sha256());
    json.writeEndObject();
  }

  private static void writeDetection(Detection detection, JsonGenerator json) throws IOException {
    BoundingBox box = detection.box();
    json.writeStartObject();
    json.writeStringField("label", detection.label().value());
    json.writeNumberField("score", detection.score());
    json.writeFieldName("box");
    json.writeArray(new double[] {box.left(), box.top(), box.right(), box.bottom()}, 0, 4);
    json.writeEndObject();
  }

  private static void writeFile(FileStored file, JsonGenerator json) throws IOException {
    json.writeStringField("path", file.path());
    json.writeStringField("content_type", file.contentType());
    json.writeNumberField("bytes", file.bytes());
    json.writeStringField("sha256", file.digest().sha256());
  }
}
