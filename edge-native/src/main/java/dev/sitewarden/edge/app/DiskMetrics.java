package dev.sitewarden.edge.app;

import dev.sitewarden.edge.metrics.EdgeMetric;
import dev.sitewarden.edge.metrics.Metric;
import java.util.ArrayList;
import java.util.List;

/** What is written to the disk and what is dropped from it, for Prometheus. */
final class DiskMetrics {
  private DiskMetrics() {}

  /** Of the device. */
  static List<Metric> of(DeviceDisk disk) {
    return List.of(
        EdgeMetric.DISK_WRITTEN_TODAY.of(() -> disk.budget().today().bytes()),
        EdgeMetric.DISK_WRITTEN_LIMIT.of(() -> disk.budget().today().limit()),
        EdgeMetric.HOLDS.of(() -> disk.holds().all().size()));
  }

  /** Of one camera. */
  static List<Metric> of(OpenCamera camera, String id) {
    List<Metric> metrics = new ArrayList<>();
    metrics.add(EdgeMetric.EVIDENCE_DROPPED.of(camera.shelf()::dropped, id));
    camera
        .recording()
        .ifPresent(
            recording -> {
              metrics.add(EdgeMetric.RECORDING_BYTES.of(recording.ring()::bytes, id));
              metrics.add(
                  EdgeMetric.RECORDING_PAUSED.of(
                      () -> recording.recorder().isPaused() ? 1 : 0, id));
            });
    return metrics;
  }
}
