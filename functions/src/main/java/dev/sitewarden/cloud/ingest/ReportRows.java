package dev.sitewarden.cloud.ingest;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sitewarden.cloud.sql.JsonRows;
import dev.sitewarden.domain.model.ModelVersion;
import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.domain.vision.ZoneCount;
import dev.sitewarden.domain.wire.DeviceHealth;
import dev.sitewarden.domain.wire.DeviceMeasured;
import dev.sitewarden.domain.wire.DeviceMessage.FileStored;
import dev.sitewarden.domain.wire.DeviceMessage.FrameSampled;
import dev.sitewarden.domain.wire.DeviceMessage.OccupancyCounted;
import dev.sitewarden.domain.wire.DeviceMessage.RecordingStored;
import java.io.IOException;
import java.util.List;

/** What devices report, as rows of one table. One thread. */
final class ReportRows {
  private final JsonRows rows = new JsonRows();

  /** Everything that was added. */
  JsonRows rows() {
    return rows;
  }

  void add(DeviceEvent event, OccupancyCounted counted) {
    ZoneCount count = counted.count();
    row(
        event,
        json -> {
          json.writeStringField("zone_id", count.zone().value());
          json.writeStringField("from_at", count.from().toString());
          json.writeStringField("to_at", count.to().toString());
          json.writeNumberField("watched_ms", count.watched().toMillis());
          json.writeArrayFieldStart("labels");
          for (ZoneCount.LabelCount label : count.labels()) {
            write(label, json);
          }
          json.writeEndArray();
        });
  }

  void add(DeviceEvent event, FrameSampled sampled) {
    row(
        event,
        json -> {
          json.writeStringField("why", sampled.why().name());
          json.writeStringField("captured_at", sampled.capturedAt().toString());
          writeFile(sampled, json);
          json.writeNumberField("frame_width_px", sampled.frameWidthPx());
          json.writeNumberField("frame_height_px", sampled.frameHeightPx());
          writeOpinion(sampled.model(), sampled.detections(), json);
          if (sampled.challenger().isPresent()) {
            FrameSampled.Opinion opinion = sampled.challenger().get();
            json.writeObjectFieldStart("challenger");
            writeOpinion(opinion.model(), opinion.detections(), json);
            json.writeEndObject();
          }
        });
  }

  void add(DeviceEvent event, RecordingStored stored) {
    row(
        event,
        json -> {
          json.writeStringField("from_at", stored.from().toString());
          json.writeStringField("to_at", stored.to().toString());
          writeFile(stored, json);
        });
  }

  void add(DeviceEvent event, DeviceHealth health) {
    row(
        event,
        json -> {
          json.writeStringField("kind", health.kind().name());
          json.writeStringField("subject", health.subject());
          json.writeStringField("text", health.text());
          json.writeStringField("at", health.at().toString());
        });
  }

  void add(DeviceEvent event, DeviceMeasured measured) {
    row(
        event,
        json -> {
          json.writeStringField("at", measured.at().toString());
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
        });
  }

  private void row(DeviceEvent event, JsonRows.Columns columns) {
    rows.add(
        json -> {
          json.writeStringField("device", event.device().value());
          json.writeStringField("id", event.event().id().toString());
          json.writeStringField("received_at", event.receivedAt().toString());
          if (event.event().source().onlyCamera().isPresent()) {
            json.writeStringField("camera", event.event().source().camera().value());
          }
          columns.write(json);
        });
  }

  private static void writeFile(FileStored file, JsonGenerator json) throws IOException {
    json.writeStringField("path", file.path());
    json.writeNumberField("bytes", file.bytes());
    json.writeStringField("sha256", file.digest().sha256());
  }

  private static void write(ZoneCount.LabelCount count, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("label", count.label().value());
    json.writeNumberField("most", count.most());
    json.writeNumberField("mean", count.mean());
    json.writeNumberField("entered", count.entered());
    json.writeNumberField("left", count.left());
    json.writeNumberField("in", count.in());
    json.writeNumberField("out", count.out());
    json.writeEndObject();
  }

  private static void writeOpinion(
      ModelVersion model, List<Detection> detections, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("model");
    json.writeStringField("name", model.name());
    json.writeStringField("version", model.version());
    json.writeStringField("sha256", model.digest().sha256());
    json.writeEndObject();
    json.writeArrayFieldStart("detections");
    for (Detection detection : detections) {
      json.writeStartObject();
      json.writeStringField("label", detection.label().value());
      json.writeNumberField("score", detection.score());
      json.writeFieldName("box");
      json.writeArray(
          new double[] {
            detection.box().left(),
            detection.box().top(),
            detection.box().right(),
            detection.box().bottom()
          },
          0,
          4);
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
