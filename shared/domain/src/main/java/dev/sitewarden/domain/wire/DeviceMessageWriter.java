package dev.sitewarden.domain.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sitewarden.domain.geometry.BoundingBox;
import dev.sitewarden.domain.geometry.Point;
import dev.sitewarden.domain.incident.Evidence;
import dev.sitewarden.domain.model.ModelVersion;
import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.domain.vision.Zone;
import dev.sitewarden.domain.wire.DeviceMessage.IncidentClosed;
import dev.sitewarden.domain.wire.DeviceMessage.IncidentOpened;
import dev.sitewarden.domain.wire.DeviceMessage.MediaStored;
import java.io.IOException;
import java.util.Locale;

/** Writes the keys inside an event's {@code data}. */
final class DeviceMessageWriter {
  private DeviceMessageWriter() {}

  static void write(DeviceMessage message, JsonGenerator json) throws IOException {
    switch (message) {
      case IncidentOpened opened -> writeOpened(opened, json);
      case IncidentClosed closed -> {
        json.writeStringField("incident_id", closed.incident().toString());
        json.writeStringField("ended_at", CloudEventCodec.format(closed.endedAt()));
      }
      case MediaStored stored -> writeStored(stored, json);
    }
  }

  static String wireName(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static void writeOpened(IncidentOpened opened, JsonGenerator json) throws IOException {
    json.writeStringField("incident_id", opened.incident().toString());
    writeZone(opened.zone(), json);
    json.writeStringField("rule_id", opened.rule().value());
    json.writeStringField("severity", wireName(opened.severity()));
    json.writeStringField("captured_at", CloudEventCodec.format(opened.capturedAt()));
    writeModel(opened.model(), json);
    json.writeObjectFieldStart("frame");
    json.writeNumberField("width_px", opened.frameWidthPx());
    json.writeNumberField("height_px", opened.frameHeightPx());
    json.writeEndObject();
    json.writeFieldName("subject");
    writeDetection(opened.subject(), json);
    json.writeArrayFieldStart("others");
    for (Detection other : opened.others()) {
      writeDetection(other, json);
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

  private static void writeStored(MediaStored stored, JsonGenerator json) throws IOException {
    Evidence evidence = stored.evidence();
    json.writeStringField("incident_id", stored.incident().toString());
    json.writeStringField("kind", wireName(evidence.kind()));
    json.writeStringField("path", evidence.path());
    json.writeStringField("content_type", evidence.kind().contentType());
    json.writeNumberField("bytes", evidence.bytes());
    json.writeStringField("sha256", evidence.digest().sha256());
  }
}
