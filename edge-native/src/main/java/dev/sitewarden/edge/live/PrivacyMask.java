package dev.sitewarden.edge.live;

import dev.sitewarden.domain.geometry.Point;
import dev.sitewarden.domain.geometry.Polygon;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** Paints areas of a picture grey, so that nobody sees what is in them. */
final class PrivacyMask {
  private static final byte GREY = 96;
  private static final byte COLOURLESS = (byte) 128;

  private PrivacyMask() {}

  /**
   * Changes the picture; a pixel that an area touches is painted.
   *
   * @param picture planar Y, U, V (4:2:0), each plane without padding
   */
  static void paint(ByteBuffer picture, int widthPx, int heightPx, List<Polygon> areas) {
    int chromaWidth = (widthPx + 1) / 2;
    int chromaHeight = (heightPx + 1) / 2;
    int luma = widthPx * heightPx;
    for (Polygon area : areas) {
      paint(new Plane(picture, 0, widthPx, heightPx, GREY), area);
      int chroma = chromaWidth * chromaHeight;
      paint(new Plane(picture, luma, chromaWidth, chromaHeight, COLOURLESS), area);
      paint(new Plane(picture, luma + chroma, chromaWidth, chromaHeight, COLOURLESS), area);
    }
  }

  private record Plane(ByteBuffer bytes, int start, int width, int height, byte colour) {
    void paint(int row, double from, double to) {
      int end = (int) Math.min(width, Math.ceil(to * width) + 1);
      for (int x = (int) Math.max(0, Math.floor(from * width) - 1); x < end; x++) {
        bytes.put(start + row * width + x, colour);
      }
    }
  }

  /** Scan lines, even-odd as {@link Polygon#contains} has it: at the middle and both edges. */
  private static void paint(Plane plane, Polygon area) {
    for (int row = 0; row < plane.height(); row++) {
      for (double part : new double[] {0, 0.5, 1}) {
        double[] crossings = crossings(area.corners(), (row + part) / plane.height());
        for (int i = 0; i + 1 < crossings.length; i += 2) {
          plane.paint(row, crossings[i], crossings[i + 1]);
        }
      }
    }
  }

  private static double[] crossings(List<Point> corners, double y) {
    double[] found = new double[corners.size()];
    int count = 0;
    for (int i = 0, j = corners.size() - 1; i < corners.size(); j = i++) {
      Point a = corners.get(i);
      Point b = corners.get(j);
      if ((a.y() > y) != (b.y() > y)) {
        found[count++] = (b.x() - a.x()) * (y - a.y()) / (b.y() - a.y()) + a.x();
      }
    }
    double[] crossings = Arrays.copyOf(found, count);
    Arrays.sort(crossings);
    return crossings;
  }
}
