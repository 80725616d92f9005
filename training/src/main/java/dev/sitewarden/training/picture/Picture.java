package dev.sitewarden.training.picture;

/**
 * A decoded picture. Its bytes are borrowed, planar {@code byte[3][height][width]}, RGB, and nobody
 * writes them.
 */
final class Picture {
  private final int width;
  private final int height;
  private final byte[] planes;

  Picture(int width, int height, byte[] planes) {
    if (planes.length != 3 * width * height) {
      throw new IllegalArgumentException(
          "picture of %dx%d px needs %d bytes, got %d"
              .formatted(width, height, 3 * width * height, planes.length));
    }
    this.width = width;
    this.height = height;
    this.planes = planes;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  byte[] planes() {
    return planes;
  }
}
