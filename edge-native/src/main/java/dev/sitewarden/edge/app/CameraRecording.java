package dev.sitewarden.edge.app;

import dev.sitewarden.domain.fleet.CaptureSettings;
import dev.sitewarden.domain.fleet.CaptureSettings.Upload;
import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.domain.wire.EventSource;
import dev.sitewarden.edge.disk.DurableFile;
import dev.sitewarden.edge.media.ContinuousRecorder;
import dev.sitewarden.edge.media.Quota;
import dev.sitewarden.edge.media.RecordingConfig;
import dev.sitewarden.edge.media.RecordingRing;
import dev.sitewarden.edge.media.RecordingUploads;
import dev.sitewarden.edge.media.UploadSchedule;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** One camera's continuous recording: the ring on the disk, its recorder, and uploads from it. */
final class CameraRecording implements AutoCloseable {
  private static final Logger LOG = System.getLogger(CameraRecording.class.getName());

  private final CameraId camera;
  private final RecordingRing ring;
  private final ContinuousRecorder recorder;
  private final RecordingUploads uploads;
  private final Optional<UploadSchedule> schedule;

  /** Opens the ring and starts the recorder. */
  CameraRecording(
      CaptureSettings.Recording wanted,
      CameraId camera,
      CameraFolder folder,
      EventSource source,
      CameraContext device) {
    RecordingConfig config = StageConfigs.recording(wanted);
    this.camera = camera;
    this.ring =
        RecordingRing.open(
            folder.recordings(), config, device.disk().holds().of(camera), device.clock());
    this.recorder =
        new ContinuousRecorder(
            config, ring, device.disk().budget(), folder.recordings().toFile()::getUsableSpace);
    Path waiting = DurableFile.folder(folder.uploads());
    long bytesADay = wanted.upload().map(Upload::bytesADay).orElse(Upload.BYTES_A_DAY);
    var quota =
        new Quota(
            waiting.resolve("day.json"),
            Duration.ofDays(1),
            Map.of("recording", bytesADay),
            device.clock());
    this.uploads = new RecordingUploads(waiting, source, ring, quota, device.outbox());
    this.schedule =
        wanted
            .upload()
            .map(
                upload ->
                    new UploadSchedule(
                        upload.active(),
                        ring,
                        uploads,
                        waiting.resolve("last.txt"),
                        device.clock()));
  }

  RecordingRing ring() {
    return ring;
  }

  ContinuousRecorder recorder() {
    return recorder;
  }

  /** Hands over what somebody asked for; how many segments that were. Any thread. */
  synchronized int upload(Instant from, Instant to) {
    int segments = uploads.upload(from, to);
    LOG.log(
        Level.INFO,
        "{0} segments of camera {1} from {2} to {3} go to the cloud on request, nothing is"
            + " blurred or covered in them",
        segments,
        camera,
        from,
        to);
    return segments;
  }

  /** Drops what is too old and hands over what the schedule says. Any thread. */
  synchronized void tend() {
    ring.trim();
    schedule.ifPresent(UploadSchedule::advance);
  }

  @Override
  public void close() {
    recorder.close();
  }
}
