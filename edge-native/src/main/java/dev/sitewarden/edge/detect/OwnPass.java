package dev.sitewarden.edge.detect;

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
import java.time.Instant;
import java.util.Optional;

/** One pass over a video in this process: the detection path as {@code run} has it, or bare. */
record OwnPass(ModelPackage model, String video, DetectorSettings settings, int warmUp) {

  /** Decoding, letterboxing, inference, boxes and tracks. */
  Pass whole() {
    var tracker = new Tracker(TrackerSettings.defaults().withHighScores(model.card().thresholds()));
    try (var detector = Detector.open(model, settings);
        FrameSource frames = new ReadAhead(open())) {
      return measure(() -> next(frames, detector, tracker));
    }
  }

  /** ONNX Runtime alone, as many times as the video has frames, on one of its frames. */
  Pass bare(long frames) {
    try (var detector = Detector.open(model, settings);
        VideoFile source = open()) {
      source.next().ifPresent(frame -> detectOnce(detector, frame));
      var left = new long[] {frames};
      return measure(
          () -> {
            detector.runBare();
            return left[0]-- > 0 ? Optional.of(0) : Optional.empty();
          });
    }
  }

  private VideoFile open() {
    return VideoFile.open(video, DetectInput.FILE, model.inputSize(), Instant.EPOCH);
  }

  private static void detectOnce(Detector detector, Frame frame) {
    try (frame) {
      detector.detect(frame);
    }
  }

  private static Optional<Integer> next(FrameSource frames, Detector detector, Tracker tracker) {
    Optional<Frame> next = frames.next();
    if (next.isEmpty()) {
      return Optional.empty();
    }
    try (Frame frame = next.get()) {
      var detections = detector.detect(frame);
      tracker.advance(detections, frame.capturedAt());
      return Optional.of(detections.size());
    }
  }

  /** Detects on one frame; how many objects, or nothing if there is no frame. */
  private interface Step {
    Optional<Integer> take();
  }

  private Pass measure(Step step) {
    Durations times = new Durations();
    long detections = 0;
    long count = 0;
    long start = System.nanoTime();
    long cpu = cpuNanos();
    long before = start;
    for (var found = step.take(); found.isPresent(); found = step.take()) {
      detections += found.get();
      long now = System.nanoTime();
      if (++count > warmUp) {
        times.add(now - before);
      } else {
        start = now;
        cpu = cpuNanos();
      }
      before = now;
    }
    if (times.count() == 0) {
      throw new IllegalArgumentException(
          "%s has too few frames to measure; give a video of more than %d"
              .formatted(video, warmUp));
    }
    return new Pass(
        times.count(),
        (System.nanoTime() - start) / 1e9,
        (cpuNanos() - cpu) / 1e9,
        times.percentileMs(0.5),
        times.percentileMs(0.95),
        ProcessMemory.now().peakMb(),
        detections);
  }

  /** Of all threads, or 0 if nobody counts. */
  private static long cpuNanos() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getProcessCpuTime()
        : 0;
  }
}
