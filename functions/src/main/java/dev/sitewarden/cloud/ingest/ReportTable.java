package dev.sitewarden.cloud.ingest;

/**
 * A table of what devices report, and how many rows are written to it by one statement: the rows
 * travel as one JSON array, so that the statement is the same however many there are.
 */
enum ReportTable {
  OCCUPANCY(
      "occupancy_count",
      "device, id, camera, zone_id, from_at, to_at, watched_ms, labels, received_at"),
  SAMPLES(
      "sampled_frame",
      "device, id, camera, why, captured_at, path, bytes, sha256, frame_width_px, frame_height_px,"
          + " model, detections, challenger, received_at"),
  RECORDINGS("recording", "device, id, camera, from_at, to_at, path, bytes, sha256, received_at"),
  HEALTH("device_report", "device, id, camera, kind, subject, text, at, received_at");

  private final String insert;

  ReportTable(String table, String columns) {
    // The table's own row type tells what each key of the JSON is. The text is called a text first:
    // the client would send a parameter of type json as one JSON string.
    this.insert =
        "insert into %s (%s) select %s from json_populate_recordset(cast(null as %s), cast(cast(:rows as text) as json))"
            .formatted(table, columns, columns, table);
  }

  String insert() {
    return insert;
  }
}
