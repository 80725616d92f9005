package dev.sitewarden.domain.geometry;

/** A place in a frame, in fractions 0..1 of its width and height, origin top-left. */
public record Point(double x, double y) {
  public Point {
    if (!(x >= 0 && x <= 1 && y >= 0 && y <= 1)) { // written so that NaN fails too
      throw new IllegalArgumentException(
          "point must be inside 0..1 in both axes, got (%s, %s)".formatted(x, y));
    }
  }
}
