package dev.sitewarden.edge.detect;

import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.domain.vision.Frame;
import dev.sitewarden.domain.vision.Tracker;
import dev.sitewarden.domain.vision.TrackerSettings;
import dev.sitewarden.inference.Detector;
import dev.sitewarden.inference.DetectorSettings;
import dev.sitewarden.inference.ModelPackage;
import dev.sitewarden.inference.frame.FrameSource;
import dev.sitewarden.inference.frame.ReadAhead;
import dev.sitewarden.inference.frame.VideoFile;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Measures one video twice. First frame by frame on one thread, each followed by a bare run of ONNX
 * Runtime on the same input: latency. Then as {@code run} does it, decoding ahead on another
 * thread, in blocks that alternate with blocks of bare runs: rate. Both sides of a ratio thus see
 * the same machine at the same time.
 */
record Bench(Path model, String input, DetectorSettings settings) {
  /** The compiler has seen everything by then. */
  private static final int WARM_UP_FRAMES = 100;

  /** Enough for steady percentiles, and some tens of seconds on a small machine. */
  private static final int LATENCY_FRAMES = 600;

  private static final int BLOCK_FRAMES = 50;

  /** The tracker also uses detections below the thresholds, so they are decoded here too. */
  private static final double LOW_SCORE = 0.1;

  BenchReport run() {
    ModelPackage modelPackage = ModelPackage.open(model);
    var report = new BenchReport(modelPackage.version(), input, settings);
    try (var detector = Detector.open(modelPackage, settings.withMinScore(LOW_SCORE))) {
      var tracking = TrackerSettings.defaults().withHighScores(modelPackage.card().thresholds());
      try (VideoFile video = open(modelPackage)) {
        measureLatency(video, detector, new Tracker(tracking), report);
      }
      try (FrameSource frames = new ReadAhead(open(modelPackage))) {
        measureRate(frames, detector, new Tracker(tracking), report);
      }
    }
    report.finish();
    return report;
  }

  private VideoFile open(ModelPackage modelPackage) {
    return VideoFile.open(input, DetectInput.FILE, modelPackage.inputSize(), Instant.EPOCH);
  }

  private void measureLatency(
      VideoFile video, Detector detector, Tracker tracker, BenchReport report) {
    for (int i = 0; i < WARM_UP_FRAMES + LATENCY_FRAMES; i++) {
      long allocatedBefore = allocatedBytes();
      Optional<Frame> next = video.next();
      if (next.isEmpty()) {
        return;
      }
      try (Frame frame = next.get()) {
        List<Detection> detections = detector.detect(frame);
        long detected = System.nanoTime();
        tracker.advance(detections, frame.capturedAt());
        long tracked = System.nanoTime();
        long allocated = allocatedBytes() - allocatedBefore;
        detector.runBare();
        long bare = System.nanoTime() - tracked;
        if (i >= WARM_UP_FRAMES) {
          report.addFrame(video, detector.times(), tracked - detected, bare, allocated);
        }
      }
    }
  }

  private static void measureRate(
      FrameSource frames, Detector detector, Tracker tracker, BenchReport report) {
    boolean more = true;
    while (more) {
      long start = System.nanoTime();
      int done = 0;
      while (more && done < BLOCK_FRAMES) {
        more = detectNext(frames, detector, tracker);
        done += more ? 1 : 0;
      }
      long detected = System.nanoTime();
      for (int i = 0; i < done; i++) {
        detector.runBare();
      }
      report.addBlock(done, detected - start, System.nanoTime() - detected);
    }
  }

  private static boolean detectNext(FrameSource frames, Detector detector, Tracker tracker) {
    Optional<Frame> next = frames.next();
    if (next.isEmpty()) {
      return false;
    }
    try (Frame frame = next.get()) {
      tracker.advance(detector.detect(frame), frame.capturedAt());
    }
    return true;
  }

  /** Bytes that the calling thread has allocated since it started, or 0 if nobody counts them. */
  private static long allocatedBytes() {
    return ManagementFactory.getThreadMXBean() instanceof com.sun.management.ThreadMXBean threads
        ? threads.getCurrentThreadAllocatedBytes()
        : 0;
  }
}
