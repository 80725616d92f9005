package dev.sitewarden.edge.media;

import dev.sitewarden.domain.vision.Detection;
import java.time.Instant;
import java.util.List;

/** What the model saw in one frame. */
record SeenFrame(Instant capturedAt, List<Detection> detections) {
  SeenFrame {
    detections = List.copyOf(detections);
  }
}
