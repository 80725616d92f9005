package dev.sitewarden.edge.app;

import dev.sitewarden.domain.fleet.CaptureSettings;
import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.edge.media.RecordingConfig;
import dev.sitewarden.edge.media.RecordingRing;
import dev.sitewarden.edge.media.Shelf;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What is to be done from time to time while cameras are watched: drop what has waited too long,
 * also of cameras that the settings do not name any more, and hand over recordings by schedule. On
 * a virtual thread of its own; once at the start, and once more at the end.
 */
final class Upkeep implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Upkeep.class.getName());

  /** A link that stores a minute of recording faster than this is idle in between. */
  private static final Duration EVERY = Duration.ofSeconds(5);

  /** Looking through folders costs more, and ages are counted in days. */
  private static final Duration TIDY_EVERY = Duration.ofMinutes(1);

  private final OpenCameras cameras;
  private final CameraContext device;
  private final CaptureSettings capture;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = Thread.ofVirtual().name("upkeep").unstarted(this::run);
  private Instant tidied = Instant.EPOCH;

  Upkeep(OpenCameras cameras, CameraContext device) {
    this.cameras = cameras;
    this.device = device;
    this.capture = device.desired().capture();
    device.disk().budget().limit(capture.writeBytesADay());
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      do {
        advance();
      } while (!closing.await(EVERY.toMillis(), TimeUnit.MILLISECONDS));
      tidied = Instant.EPOCH;
      advance();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody does so
    }
  }

  private void advance() {
    Instant now = device.clock().instant();
    boolean isTime = Duration.between(tidied, now).abs().compareTo(TIDY_EVERY) >= 0;
    attempt(() -> cameras.all().forEach(camera -> tend(camera, isTime)));
    if (isTime) {
      tidied = now;
      for (CameraId camera : StateFolder.cameras(device.state().path())) {
        attempt(() -> tidyUp(camera));
      }
      device.disk().budget().save();
    }
  }

  private static void attempt(Runnable work) {
    try {
      work.run();
    } catch (UncheckedIOException | IllegalArgumentException e) {
      LOG.log(Level.WARNING, e.getMessage());
    }
  }

  private static void tend(OpenCamera camera, boolean isTime) {
    camera.recording().ifPresent(CameraRecording::tend);
    if (isTime) {
      camera.shelf().trim();
    }
  }

  /** What is not watched or not recorded any more is kept no longer than what is. */
  private void tidyUp(CameraId camera) {
    CameraFolder folder = device.state().camera(camera);
    OpenCamera open = cameras.byId().get(camera);
    if (open == null) {
      Shelf.ofEvidence(
              folder.evidence(),
              StageConfigs.retention(capture.evidence()),
              device.clock(),
              device.disk().holds(),
              camera)
          .trim();
    }
    boolean isRecorded = open != null && open.recording().isPresent();
    if (!isRecorded && Files.isDirectory(folder.recordings())) {
      RecordingConfig limits =
          capture.recording().map(StageConfigs::recording).orElseGet(RecordingConfig::defaults);
      RecordingRing.open(
          folder.recordings(), limits, device.disk().holds().of(camera), device.clock());
    }
  }

  @Override
  public void close() {
    closing.countDown();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
