package dev.sitewarden.domain.evaluation;

import dev.sitewarden.domain.geometry.BoundingBox;
import java.util.List;

/**
 * All that is in one picture.
 *
 * @param widthPx width of the picture, which decides what is small, medium and large
 * @param heightPx height of the picture
 */
public record ImageTruth(int widthPx, int heightPx, List<GroundTruth> objects) {
  public ImageTruth {
    objects = List.copyOf(objects);
    if (widthPx < 1 || heightPx < 1) {
      throw new IllegalArgumentException(
          "picture must be at least 1x1 px, got %dx%d".formatted(widthPx, heightPx));
    }
  }

  /** Area of a box in square pixels of this picture. */
  double areaPx(BoundingBox box) {
    return box.area() * widthPx * heightPx;
  }
}
