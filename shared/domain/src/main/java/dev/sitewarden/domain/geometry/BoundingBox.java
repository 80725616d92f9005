package dev.sitewarden.domain.geometry;

/** A box in fractions 0..1 of frame width and height, origin top-left, never empty. */
public record BoundingBox(double left, double top, double right, double bottom) {
  public BoundingBox {
    requireRange("x", left, right);
    requireRange("y", top, bottom);
  }

  private static void requireRange(String axis, double low, double high) {
    if (!(0 <= low && low < high && high <= 1)) { // written so that NaN fails too
      throw new IllegalArgumentException(
          "box %s-range must be inside 0..1 and not empty, got %s..%s".formatted(axis, low, high));
    }
  }

  public double width() {
    return right - left;
  }

  public double height() {
    return bottom - top;
  }

  /** Share of the frame that the box covers, 0..1. */
  public double area() {
    return width() * height();
  }

  public Point centre() {
    return new Point((left + right) / 2, (top + bottom) / 2);
  }

  /** Where a standing person's box touches the ground. */
  public Point bottomCentre() {
    return new Point((left + right) / 2, bottom);
  }

  /** Share of the frame that both boxes cover, 0 if they are apart. */
  public double commonArea(BoundingBox other) {
    double commonWidth = Math.min(right, other.right) - Math.max(left, other.left);
    double commonHeight = Math.min(bottom, other.bottom) - Math.max(top, other.top);
    return commonWidth <= 0 || commonHeight <= 0 ? 0 : commonWidth * commonHeight;
  }

  /** Intersection over union, 0 (apart) to 1 (equal). */
  public double iou(BoundingBox other) {
    double common = commonArea(other);
    return common == 0 ? 0 : common / (area() + other.area() - common);
  }
}
