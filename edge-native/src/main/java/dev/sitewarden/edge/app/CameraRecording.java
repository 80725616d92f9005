package dev.sitewarden.edge.app;

import dev.sitewarden.domain.fleet.CaptureSettings;
import dev.sitewarden.domain.wire.EventSource;
import dev.sitewarden.edge.disk.DurableFile;
import dev.sitewarden.edge.media.ContinuousRecorder;
import dev.sitewarden.edge.media.Holds;
import dev.sitewarden.edge.media.Quota;
import dev.sitewarden.edge.media.RecordingConfig;
import dev.sitewarden.edge.media.RecordingRing;
import dev.sitewarden.edge.media.RecordingUploads;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** One camera's continuous recording: the ring on the disk, its recorder, and uploads from it. */
final class CameraRecording implements AutoCloseable {
  /** Two gigabytes a day: an hour and a bit at 4 Mbit/s. */
  private static final long UPLOAD_BYTES_A_DAY = 2L << 30;

  private final RecordingRing ring;
  private final ContinuousRecorder recorder;
  private final RecordingUploads uploads;

  /** Opens the ring and starts the recorder. */
  CameraRecording(
      CaptureSettings.Recording wanted, Path folder, EventSource source, CameraContext device) {
    RecordingConfig config = StageConfigs.recording(wanted);
    this.ring = RecordingRing.open(folder, config, Holds.NONE, device.clock());
    this.recorder =
        new ContinuousRecorder(config, ring, device.meter(), folder.toFile()::getUsableSpace);
    Path waiting = DurableFile.folder(folder.resolveSibling("uploads"));
    var quota =
        new Quota(
            waiting.resolve("day.json"),
            Duration.ofDays(1),
            Map.of("recording", UPLOAD_BYTES_A_DAY),
            device.clock());
    this.uploads = new RecordingUploads(waiting, source, ring, quota, device.outbox());
  }

  RecordingRing ring() {
    return ring;
  }

  ContinuousRecorder recorder() {
    return recorder;
  }

  /** Hands over what shows something of a time; how many segments that were. Any thread. */
  synchronized int upload(Instant from, Instant to) {
    return uploads.upload(from, to);
  }

  @Override
  public void close() {
    recorder.close();
  }
}
