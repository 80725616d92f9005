package dev.sitewarden.edge.app;

import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.domain.vision.Track;
import dev.sitewarden.domain.vision.Zone;
import dev.sitewarden.edge.capture.MotionGate;
import dev.sitewarden.edge.live.Count;
import dev.sitewarden.edge.metrics.EdgeMetric;
import dev.sitewarden.edge.metrics.Metric;
import java.util.ArrayList;
import java.util.List;

/** The numbers of one camera that is watched. Any thread. */
final class CameraMetrics {
  private CameraMetrics() {}

  static List<Metric> of(CameraId id, OpenCamera camera) {
    String name = id.value();
    CameraTally tally = camera.tally();
    CameraWatch watch = camera.watch();
    List<Metric> metrics = new ArrayList<>(EdgeMetric.FRAME_LATENCY.of(tally.latency(), name));
    metrics.add(EdgeMetric.FRAMES.of(tally::frames, name));
    metrics.add(
        EdgeMetric.FRAMES_STILL.of(() -> camera.gate().map(MotionGate::gated).orElse(0L), name));
    metrics.add(EdgeMetric.INCIDENTS.of(watch::raised, name));
    metrics.add(EdgeMetric.INCIDENTS_OPEN.of(watch::ongoing, name));
    tally
        .detections()
        .forEach(
            (label, found) ->
                metrics.add(EdgeMetric.DETECTIONS.of(found::get, name, label.value())));
    for (Zone zone : watch.zones()) {
      metrics.add(
          EdgeMetric.ZONE_OBJECTS.of(() -> inside(zone, watch.tracks()), name, zone.id().value()));
    }
    for (Count count : watch.lines().counts()) {
      metrics.add(
          EdgeMetric.LINE_CROSSINGS.of(
              count::value, name, count.zone().value(), count.rule().value(), count.name()));
    }
    return metrics;
  }

  private static long inside(Zone zone, List<Track> tracks) {
    return tracks.stream().filter(track -> zone.contains(track.detection().box())).count();
  }
}
