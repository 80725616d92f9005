package dev.sitewarden.training.dataset;

import dev.sitewarden.domain.geometry.BoundingBox;

/**
 * A labelled rectangle. Unlike {@link BoundingBox} it may leave the picture and is measured in
 * whatever unit its owner says: pixels, or cells of the grid.
 *
 * @param label index into the data set's labels
 */
public record Box(int label, double left, double top, double right, double bottom) {
  public Box {
    if (label < 0 || !(left <= right) || !(top <= bottom)) { // written so that NaN fails too
      throw new IllegalArgumentException(
          "box needs a label from 0 and sides in order, got label %d, x %s..%s, y %s..%s"
              .formatted(label, left, right, top, bottom));
    }
  }

  public double width() {
    return right - left;
  }

  public double height() {
    return bottom - top;
  }

  public double area() {
    return width() * height();
  }

  public double centreX() {
    return (left + right) / 2;
  }

  public double centreY() {
    return (top + bottom) / 2;
  }

  /** The same box after a scale and then a shift along each axis. */
  public Box mapped(double scaleX, double shiftX, double scaleY, double shiftY) {
    return new Box(
        label,
        left * scaleX + shiftX,
        top * scaleY + shiftY,
        right * scaleX + shiftX,
        bottom * scaleY + shiftY);
  }
}
