package dev.sitewarden.domain.vision;

import dev.sitewarden.domain.geometry.BoundingBox;

/**
 * Where a box is expected next: its centre, width and height, each with its own {@link MotionAxis}.
 */
final class BoxMotion {
  /** A predicted box never gets smaller than this share of the frame in either axis. */
  private static final double LEAST = 1e-4;

  private final MotionAxis x;
  private final MotionAxis y;
  private final MotionAxis width;
  private final MotionAxis height;

  BoxMotion(BoundingBox first) {
    x = new MotionAxis(first.centre().x(), first.width());
    y = new MotionAxis(first.centre().y(), first.height());
    width = new MotionAxis(first.width(), first.width());
    height = new MotionAxis(first.height(), first.height());
  }

  void predict(double steps) {
    double w = Math.max(LEAST, width.value());
    double h = Math.max(LEAST, height.value());
    x.predict(steps, w);
    y.predict(steps, h);
    width.predict(steps, w);
    height.predict(steps, h);
  }

  void correct(BoundingBox seen) {
    x.correct(seen.centre().x(), seen.width());
    y.correct(seen.centre().y(), seen.height());
    width.correct(seen.width(), seen.width());
    height.correct(seen.height(), seen.height());
  }

  /**
   * IoU of the expected box with a detected one. The expectation may lie outside of the frame, so
   * it is no {@link BoundingBox}.
   */
  double overlap(BoundingBox seen) {
    double halfWidth = Math.max(LEAST, width.value()) / 2;
    double halfHeight = Math.max(LEAST, height.value()) / 2;
    double wide =
        Math.min(x.value() + halfWidth, seen.right())
            - Math.max(x.value() - halfWidth, seen.left());
    double high =
        Math.min(y.value() + halfHeight, seen.bottom())
            - Math.max(y.value() - halfHeight, seen.top());
    if (wide <= 0 || high <= 0) {
      return 0;
    }
    double common = wide * high;
    return common / (4 * halfWidth * halfHeight + seen.area() - common);
  }
}
