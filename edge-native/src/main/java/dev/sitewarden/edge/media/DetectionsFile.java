package dev.sitewarden.edge.media;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sitewarden.domain.geometry.BoundingBox;
import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.domain.wire.DeviceMessage.IncidentOpened;
import dev.sitewarden.domain.wire.EventSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/**
 * The bytes of {@code detections.json}: every frame around an incident with all that was seen in
 * it. Boxes are fractions of the frame, left, top, right, bottom.
 */
final class DetectionsFile {
  private static final JsonFactory JSON = new JsonFactory();

  private DetectionsFile() {}

  static byte[] of(EventSource source, IncidentOpened incident, List<SeenFrame> frames) {
    var bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("incident_id", incident.incident().toString());
      json.writeStringField("source", source.toString());
      json.writeStringField("captured_at", incident.capturedAt().toString());
      json.writeStringField("model", incident.model().toString());
      json.writeStringField("model_sha256", incident.model().digest().sha256());
      json.writeNumberField("width_px", incident.frameWidthPx());
      json.writeNumberField("height_px", incident.frameHeightPx());
      json.writeArrayFieldStart("frames");
      for (SeenFrame frame : frames) {
        write(frame, json);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("writing JSON to memory failed", e);
    }
    return bytes.toByteArray();
  }

  private static void write(SeenFrame frame, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("captured_at", frame.capturedAt().toString());
    json.writeArrayFieldStart("detections");
    for (Detection detection : frame.detections()) {
      BoundingBox box = detection.box();
      json.writeStartObject();
      json.writeStringField("label", detection.label().value());
      json.writeNumberField("score", detection.score());
      json.writeFieldName("box");
      json.writeArray(new double[] {box.left(), box.top(), box.right(), box.bottom()}, 0, 4);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
