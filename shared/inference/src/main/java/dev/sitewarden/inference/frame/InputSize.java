package dev.sitewarden.inference.frame;

/** Width and height of a model's input in pixels. */
public record InputSize(int widthPx, int heightPx) {
  public InputSize {
    if (widthPx < 1 || heightPx < 1 || widthPx > 8192 || heightPx > 8192) {
      throw new IllegalArgumentException(
          "model input must be 1..8192 px in both directions, got %dx%d"
              .formatted(widthPx, heightPx));
    }
  }
}
