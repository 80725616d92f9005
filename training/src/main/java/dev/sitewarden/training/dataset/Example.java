package dev.sitewarden.training.dataset;

import java.nio.file.Path;
import java.util.List;

/**
 * One annotated picture on disk.
 *
 * @param image the picture's file
 * @param boxes every labelled object, in fractions 0..1 of the picture, clipped to it
 */
public record Example(Path image, List<Box> boxes) {
  public Example {
    boxes = List.copyOf(boxes);
  }

  /** A box given by fractions that may leave the picture. */
  static Box clipped(int label, double left, double top, double right, double bottom) {
    return new Box(label, clip(left), clip(top), clip(right), clip(bottom));
  }

  private static double clip(double fraction) {
    return Math.max(0, Math.min(1, fraction));
  }
}
