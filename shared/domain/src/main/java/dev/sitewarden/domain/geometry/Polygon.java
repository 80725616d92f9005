package dev.sitewarden.domain.geometry;

import java.util.List;

/** A closed outline in frame fractions; at least three corners that enclose an area. */
public record Polygon(List<Point> corners) {
  /**
   * Share of the frame, less than a pixel of any camera; corners on a line make rounding errors.
   */
  private static final double LEAST_AREA = 1e-9;

  public Polygon {
    corners = List.copyOf(corners);
    if (corners.size() < 3) {
      throw new IllegalArgumentException(
          "polygon needs at least 3 corners, got %d: %s".formatted(corners.size(), corners));
    }
    if (!(Math.abs(signedArea(corners)) > LEAST_AREA)) {
      throw new IllegalArgumentException("polygon encloses no area: " + corners);
    }
  }

  private static double signedArea(List<Point> corners) {
    double twice = 0;
    for (int i = 0, j = corners.size() - 1; i < corners.size(); j = i++) {
      twice += corners.get(j).x() * corners.get(i).y() - corners.get(i).x() * corners.get(j).y();
    }
    return twice / 2;
  }

  /**
   * Whether the point lies inside (even-odd rule); a point exactly on an edge may count either way.
   */
  public boolean contains(Point point) {
    boolean inside = false;
    for (int i = 0, j = corners.size() - 1; i < corners.size(); j = i++) {
      Point a = corners.get(i);
      Point b = corners.get(j);
      boolean straddles = (a.y() > point.y()) != (b.y() > point.y());
      if (straddles
          && point.x() < (b.x() - a.x()) * (point.y() - a.y()) / (b.y() - a.y()) + a.x()) {
        inside = !inside;
      }
    }
    return inside;
  }
}
