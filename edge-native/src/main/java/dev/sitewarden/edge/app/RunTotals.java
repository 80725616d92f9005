package dev.sitewarden.edge.app;

import dev.sitewarden.edge.outbox.Outbox;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a run came to, over all settings that it had. */
final class RunTotals {
  private final Map<String, Timings> stages = new LinkedHashMap<>();
  private long frames;
  private double seconds;
  private long dropped;
  private long incidents;
  private long lostEvidence;

  /** Adds what one set of cameras came to, after they have finished. */
  void add(OpenCameras cameras) {
    for (OpenCamera camera : cameras.all()) {
      stage("capture").addAll(camera.timings());
      incidents += camera.watch().raised();
      lostEvidence += camera.lostEvidence();
    }
    cameras
        .loop()
        .ifPresent(
            loop -> {
              stage("detect").addAll(loop.detecting());
              stage("rules").addAll(loop.judging());
              frames += loop.frames();
              seconds += loop.seconds();
            });
    dropped += cameras.droppedFrames();
  }

  private Timings stage(String name) {
    return stages.computeIfAbsent(name, stage -> new Timings());
  }

  RunSummary summary(Outbox outbox) {
    return new RunSummary(
        frames,
        seconds,
        dropped,
        incidents,
        outbox.waiting(),
        lostEvidence,
        outbox.poisoned(),
        stages);
  }
}
