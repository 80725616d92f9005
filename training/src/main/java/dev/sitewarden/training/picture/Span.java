package dev.sitewarden.training.picture;

/**
 * Along one axis: which stretch of a picture lands where on the canvas.
 *
 * @param from first source position, px, may lie between two
 * @param scale canvas pixels per source pixel
 * @param at first canvas position, px
 * @param length canvas pixels covered, at least 1
 */
record Span(double from, double scale, int at, int length) {
  Span {
    if (!(scale > 0) || length < 1) {
      throw new IllegalArgumentException(
          "span needs a positive scale and length, got %s and %d".formatted(scale, length));
    }
  }

  /** Factor and shift that take source positions to positions inside the span. */
  double shift() {
    return -from * scale;
  }
}
