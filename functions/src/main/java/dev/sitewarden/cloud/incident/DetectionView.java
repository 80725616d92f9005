package dev.sitewarden.cloud.incident;

import dev.sitewarden.domain.geometry.BoundingBox;
import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.vision.Detection;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * A detection as the API shows it and as the row holds it.
 *
 * @param box left, top, right, bottom in fractions of the frame
 */
@RegisterForReflection
public record DetectionView(String label, double score, List<Double> box) {
  public DetectionView {
    box = List.copyOf(box);
  }

  static DetectionView of(Detection detection) {
    BoundingBox box = detection.box();
    return new DetectionView(
        detection.label().value(),
        detection.score(),
        List.of(box.left(), box.top(), box.right(), box.bottom()));
  }

  Detection detection() {
    return new Detection(
        new Label(label), score, new BoundingBox(box.get(0), box.get(1), box.get(2), box.get(3)));
  }
}
