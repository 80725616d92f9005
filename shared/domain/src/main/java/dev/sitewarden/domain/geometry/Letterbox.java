package dev.sitewarden.domain.geometry;

import java.util.Optional;

/**
 * Fits a picture into a model's input without changing its aspect: scaled by one factor, placed at
 * the top-left corner, the rest padded. All sizes in pixels.
 *
 * @param sourceWidthPx width of the picture
 * @param sourceHeightPx height of the picture
 * @param inputWidthPx width of the model's input
 * @param inputHeightPx height of the model's input
 */
public record Letterbox(
    int sourceWidthPx, int sourceHeightPx, int inputWidthPx, int inputHeightPx) {

  /** Grey value of the padding, as in the YOLOX reference. */
  public static final int PADDING = 114;

  public Letterbox {
    if (sourceWidthPx < 1 || sourceHeightPx < 1 || inputWidthPx < 1 || inputHeightPx < 1) {
      throw new IllegalArgumentException(
          "letterbox sizes must be at least 1 px, got %dx%d into %dx%d"
              .formatted(sourceWidthPx, sourceHeightPx, inputWidthPx, inputHeightPx));
    }
  }

  /** Input pixels per source pixel. */
  public double scale() {
    return Math.min(inputWidthPx / (double) sourceWidthPx, inputHeightPx / (double) sourceHeightPx);
  }

  /** Width of the scaled picture inside the input, px. */
  public int contentWidthPx() {
    return (int) Math.max(1, Math.round(sourceWidthPx * scale()));
  }

  /** Height of the scaled picture inside the input, px. */
  public int contentHeightPx() {
    return (int) Math.max(1, Math.round(sourceHeightPx * scale()));
  }

  /**
   * Maps a box in input pixels back to fractions of the source, clipped to the picture.
   *
   * @return empty if nothing of the box lies inside the picture or a coordinate is not a number
   */
  public Optional<BoundingBox> toFractions(double left, double top, double right, double bottom) {
    double l = clip(left / contentWidthPx());
    double t = clip(top / contentHeightPx());
    double r = clip(right / contentWidthPx());
    double b = clip(bottom / contentHeightPx());
    return l < r && t < b ? Optional.of(new BoundingBox(l, t, r, b)) : Optional.empty();
  }

  private static double clip(double fraction) {
    return Math.max(0, Math.min(1, fraction));
  }
}
