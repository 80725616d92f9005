package dev.sitewarden.edge.app;

import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.edge.metrics.Histogram;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What is counted of one camera while it is open. Written by the detection thread, read by any. */
final class CameraTally {
  private final AtomicLong frames = new AtomicLong();
  private final Map<Label, AtomicLong> detections = new ConcurrentHashMap<>();
  private final Histogram latency = new Histogram();
  private volatile Instant latest = Instant.EPOCH;

  /**
   * @param known labels that are counted from the start, so that none of them is missing
   */
  CameraTally(List<Label> known) {
    known.forEach(label -> detections.put(label, new AtomicLong()));
  }

  /** A frame went through models and rules. */
  void looked(Instant capturedAt) {
    latest = capturedAt;
    frames.incrementAndGet();
  }

  /** So long after its capture. */
  void took(Duration sinceCapture) {
    latency.add(sinceCapture.isNegative() ? Duration.ZERO : sinceCapture);
  }

  /** A model found these, and they count. */
  void found(List<Detection> counted) {
    for (Detection one : counted) {
      detections.computeIfAbsent(one.label(), label -> new AtomicLong()).incrementAndGet();
    }
  }

  long frames() {
    return frames.get();
  }

  /** Capture instant of the latest frame. */
  Instant latest() {
    return latest;
  }

  Map<Label, AtomicLong> detections() {
    return detections;
  }

  Histogram latency() {
    return latency;
  }
}
