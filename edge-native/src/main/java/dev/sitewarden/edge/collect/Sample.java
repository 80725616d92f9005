package dev.sitewarden.edge.collect;

import dev.sitewarden.domain.vision.Detection;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * A frame that was kept.
 *
 * @param file the JPEG, as the camera saw it
 * @param detections everything that the model saw in it, faint detections too
 */
public record Sample(
    Path file, Instant capturedAt, Why why, int widthPx, int heightPx, List<Detection> detections) {
  public Sample {
    detections = List.copyOf(detections);
  }
}
