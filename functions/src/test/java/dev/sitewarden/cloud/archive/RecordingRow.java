package dev.sitewarden.cloud.archive;

import dev.sitewarden.cloud.Device;
import dev.sitewarden.cloud.Rows;
import java.time.Instant;
import java.util.UUID;

/** The row of a recording, as ingest writes it. */
public final class RecordingRow {
  private RecordingRow() {}

  /** One of a minute, by the camera at the gate; its id. */
  public static UUID insert(Device device, Instant from, String path, int bytes, String sha256) {
    UUID id = UUID.randomUUID();
    Rows.of(
        """
        insert into recording (device, id, camera, from_at, to_at, path, bytes, sha256, received_at)
        values (?, cast(? as uuid), 'gate', cast(? as timestamptz), cast(? as timestamptz), ?,
          cast(? as bigint), ?, now())
        returning device
        """,
        device.name(),
        id.toString(),
        from.toString(),
        from.plusSeconds(60).toString(),
        path,
        String.valueOf(bytes),
        sha256);
    return id;
  }
}
