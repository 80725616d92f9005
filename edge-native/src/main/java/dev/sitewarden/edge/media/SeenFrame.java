package dev.sitewarden.edge.media;

import dev.sitewarden.domain.vision.Detection;
import java.time.Instant;
import java.util.List;

/**
 * What the model saw in one frame.
 *
 * @param detections those that count
 * @param all these and fainter ones: a head that may be one is hidden as well
 */
record SeenFrame(Instant capturedAt, List<Detection> detections, List<Detection> all) {
  SeenFrame {
    detections = List.copyOf(detections);
    all = List.copyOf(all);
  }
}
