package dev.sitewarden.edge.capture;

import dev.sitewarden.domain.fleet.MotionGateSettings;
import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.domain.vision.Frame;
import dev.sitewarden.inference.Detector;
import dev.sitewarden.inference.frame.FrameSource;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Measures what the motion gate saves and what it costs: a video is watched twice from its start,
 * once with every frame to the model and once with the gate.
 */
record GateBench(Detector detector, MotionGateSettings settings) {
  private static final double SAME_BOX = 0.5;

  /**
   * What came of it.
   *
   * @param looks how often the model ran behind the gate
   * @param cpuSeconds of this process, decoding included, with every frame to the model
   * @param gatedCpuSeconds the same with the gate
   * @param found detections without the gate that are there with it too, in the same frame: same
   *     label, IoU of at least 0.5
   * @param steady detections without the gate that were there in the frame before too: what is lost
   *     of these is the model's own flicker, which no gate can repeat frame by frame
   * @param detections all detections without the gate
   */
  record Result(
      long frames,
      long looks,
      double cpuSeconds,
      double gatedCpuSeconds,
      long found,
      long steady,
      long detections) {
    double recall() {
      return share(found);
    }

    double steadiness() {
      return share(steady);
    }

    private double share(long part) {
      return detections == 0 ? 1 : (double) part / detections;
    }
  }

  Result measure(Supplier<FrameSource> source) {
    List<List<Detection>> all = new ArrayList<>();
    long start = cpuNanos();
    watch(source, frame -> all.add(detector.detect(frame)));
    long middle = cpuNanos();
    MotionGate gate = new MotionGate(settings, List.of());
    List<List<Detection>> gated = new ArrayList<>();
    watch(source, frame -> gated.add(look(gate, frame)));
    long end = cpuNanos();
    long found = 0;
    long steady = 0;
    for (int i = 0; i < all.size(); i++) {
      found += common(all.get(i), gated.get(i));
      steady += common(all.get(i), all.get(Math.max(0, i - 1)));
    }
    return new Result(
        all.size(),
        gate.admitted(),
        (middle - start) / 1e9,
        (end - middle) / 1e9,
        found,
        steady,
        all.stream().mapToLong(List::size).sum());
  }

  private interface Watcher {
    void see(Frame frame);
  }

  private static void watch(Supplier<FrameSource> opener, Watcher watcher) {
    try (FrameSource source = opener.get()) {
      for (var next = source.next(); next.isPresent(); next = source.next()) {
        try (Frame frame = next.get()) {
          watcher.see(frame);
        }
      }
    }
  }

  private List<Detection> look(MotionGate gate, Frame frame) {
    if (!gate.admits(frame)) {
      return gate.held();
    }
    List<Detection> detections = detector.detect(frame);
    gate.saw(detections);
    return detections;
  }

  private static long common(List<Detection> some, List<Detection> others) {
    return some.stream().filter(one -> isIn(one, others)).count();
  }

  private static boolean isIn(Detection one, List<Detection> others) {
    return others.stream()
        .anyMatch(
            other -> one.label().equals(other.label()) && one.box().iou(other.box()) >= SAME_BOX);
  }

  /** Time that all threads of this process have computed; 0 if nobody counts it. */
  private static long cpuNanos() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getProcessCpuTime()
        : 0;
  }
}
