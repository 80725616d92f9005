package dev.sitewarden.domain.vision;

import dev.sitewarden.domain.geometry.BoundingBox;
import java.time.Duration;

/** Where a box is and where it will be, in frame fractions. */
final class BoxMotion {
  /*
   * A Kalman filter over centre x, centre y, width, height and the speed of each. All noise is
   * proportional to the box: x and width to its width, y and height to its height, so that scaling
   * either axis, as frame fractions do, changes nothing. With diagonal noise, and a motion that
   * never mixes axes, the 8x8 covariance falls apart into four 2x2 blocks: four small filters side
   * by side give exactly the same numbers. O(1) time, no allocation.
   *
   * Time is counted in intervals of 1/30 s, for which the noise was published; process noise grows
   * linearly with it, so that 10 frames/s are predicted as well as 30.
   *
   * 1. A. Bewley et al.: Simple online and realtime tracking. arXiv:1602.00763 (constant speed).
   * 2. N. Wojke et al.: Simple online and realtime tracking with a deep association metric.
   *    arXiv:1703.07402 (noise proportional to the box: 1/20 and 1/160).
   * 3. N. Aharon et al.: BoT-SORT. arXiv:2206.14651, section 3.1 (width and height as states).
   */
  private static final double NANOS_PER_INTERVAL = 1e9 / 30;
  private static final double SMALLEST = 1e-6;

  private final SteadyMotion x;
  private final SteadyMotion y;
  private final SteadyMotion widths;
  private final SteadyMotion heights;

  BoxMotion(BoundingBox box) {
    x = new SteadyMotion((box.left() + box.right()) / 2, box.width());
    y = new SteadyMotion((box.top() + box.bottom()) / 2, box.height());
    widths = new SteadyMotion(box.width(), box.width());
    heights = new SteadyMotion(box.height(), box.height());
  }

  /** Moves on by the time; a box that is out of sight keeps its size. */
  void predict(Duration elapsed, boolean inSight) {
    if (!inSight) {
      widths.stop();
      heights.stop();
    }
    double intervals = elapsed.toNanos() / NANOS_PER_INTERVAL;
    double width = width();
    double height = height();
    x.predict(intervals, width);
    y.predict(intervals, height);
    widths.predict(intervals, width);
    heights.predict(intervals, height);
  }

  /** Takes in where the box was seen. */
  void correct(BoundingBox box) {
    double width = width();
    double height = height();
    x.correct((box.left() + box.right()) / 2, width);
    y.correct((box.top() + box.bottom()) / 2, height);
    widths.correct(box.width(), width);
    heights.correct(box.height(), height);
  }

  /** Overlap of a detected box with the predicted one, which may reach out of the frame. */
  double iou(BoundingBox box) {
    double width = width();
    double height = height();
    double left = x.value() - width / 2;
    double top = y.value() - height / 2;
    double overlapWidth = Math.min(left + width, box.right()) - Math.max(left, box.left());
    double overlapHeight = Math.min(top + height, box.bottom()) - Math.max(top, box.top());
    if (overlapWidth <= 0 || overlapHeight <= 0) {
      return 0;
    }
    double overlap = overlapWidth * overlapHeight;
    return overlap / (width * height + box.area() - overlap);
  }

  private double width() {
    return Math.max(SMALLEST, widths.value());
  }

  private double height() {
    return Math.max(SMALLEST, heights.value());
  }
}
