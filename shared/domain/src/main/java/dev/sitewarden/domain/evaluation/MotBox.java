package dev.sitewarden.domain.evaluation;

/**
 * Where an object is in one frame, and which object it is. In pixels, and free to reach out of the
 * frame, as the benchmarks' annotations do.
 *
 * @param id names the object over all frames
 */
public record MotBox(long id, double left, double top, double width, double height) {
  public MotBox {
    if (!(width > 0 && height > 0)) { // written so that NaN fails too
      throw new IllegalArgumentException(
          "box of object %d must not be empty, got %sx%s".formatted(id, width, height));
    }
  }

  double iou(MotBox other) {
    double overlapWidth =
        Math.min(left + width, other.left + other.width) - Math.max(left, other.left);
    double overlapHeight =
        Math.min(top + height, other.top + other.height) - Math.max(top, other.top);
    if (overlapWidth <= 0 || overlapHeight <= 0) {
      return 0;
    }
    double overlap = overlapWidth * overlapHeight;
    return overlap / (width * height + other.width * other.height - overlap);
  }
}
