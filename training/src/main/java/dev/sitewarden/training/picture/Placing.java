package dev.sitewarden.training.picture;

import dev.sitewarden.training.dataset.Box;
import java.util.List;

/** Where the objects of a drawn picture lie on the canvas, and which of them count. */
final class Placing {
  /** Share of an object that must be seen for it to count. */
  private static final double SEEN = 0.5;

  /** Objects smaller than this are neither object nor background. */
  private static final double SMALLEST_PX = 4;

  private Placing() {}

  /**
   * Adds the boxes that the drawn window shows.
   *
   * @param boxes in the picture's pixels
   */
  static void place(Canvas canvas, List<Box> boxes, Span across, Span down, boolean mirrored) {
    for (var box : boxes) {
      var shown = box.mapped(across.scale(), across.shift(), down.scale(), down.shift());
      place(canvas, shown, across, down, mirrored);
    }
  }

  private static void place(Canvas canvas, Box box, Span across, Span down, boolean mirrored) {
    double left = mirrored ? across.length() - box.right() : box.left();
    double right = left + box.width();
    if (right <= 0 || left >= across.length() || box.bottom() <= 0 || box.top() >= down.length()) {
      return;
    }
    var seen =
        new Box(
            box.label(),
            across.at() + Math.max(0, left),
            down.at() + Math.max(0, box.top()),
            across.at() + Math.min(across.length(), right),
            down.at() + Math.min(down.length(), box.bottom()));
    boolean clear =
        seen.area() >= SEEN * box.area() && Math.min(seen.width(), seen.height()) >= SMALLEST_PX;
    (clear ? canvas.boxes() : canvas.unknown()).add(seen);
  }
}
