package dev.sitewarden.cloud.ingest;

import dev.sitewarden.cloud.sql.RowInsert;
import java.util.List;
import java.util.Map;

/** The tables of what devices report. */
final class ReportTable {
  static final RowInsert OCCUPANCY =
      new RowInsert(
          "occupancy_count",
          List.of(
              "device",
              "id",
              "camera",
              "zone_id",
              "from_at",
              "to_at",
              "watched_ms",
              "labels",
              "received_at"));
  static final RowInsert SAMPLES =
      new RowInsert(
          "sampled_frame",
          List.of(
              "device",
              "id",
              "camera",
              "why",
              "captured_at",
              "path",
              "bytes",
              "sha256",
              "frame_width_px",
              "frame_height_px",
              "model",
              "detections",
              "challenger",
              "received_at"));
  static final RowInsert RECORDINGS =
      new RowInsert(
          "recording",
          List.of(
              "device",
              "id",
              "camera",
              "from_at",
              "to_at",
              "path",
              "bytes",
              "sha256",
              "received_at"));
  static final RowInsert HEALTH =
      new RowInsert(
          "device_report",
          List.of("device", "id", "camera", "kind", "subject", "text", "at", "received_at"));

  /** A clock that runs ahead must not make the device's later words look old. */
  static final RowInsert VITALS =
      RowInsert.ofNewest(
          "device_vitals",
          "device",
          "at",
          List.of(
              "device",
              "id",
              "at",
              "temperature_c",
              "disk_free_bytes",
              "disk_total_bytes",
              "outbox_messages",
              "outbox_bytes",
              "memory_bytes",
              "received_at"),
          Map.of("at", "least(at, received_at)"));

  private ReportTable() {}
}
