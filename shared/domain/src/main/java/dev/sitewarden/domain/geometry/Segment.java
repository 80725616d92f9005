package dev.sitewarden.domain.geometry;

/** A straight line from one place of a frame to another, in frame fractions. */
public record Segment(Point from, Point to) {
  private static final double SHORTEST = 0.01;

  public Segment {
    if (!(length(from, to) >= SHORTEST)) {
      throw new IllegalArgumentException(
          "line must be at least %s of the frame long, got %s to %s".formatted(SHORTEST, from, to));
    }
  }

  private static double length(Point from, Point to) {
    return Math.hypot(to.x() - from.x(), to.y() - from.y());
  }

  /**
   * Distance of a place from the line without ends; positive on the right hand of who goes from its
   * first point to its second, so below a line that is drawn from left to right.
   */
  public double side(Point place) {
    double cross =
        (to.x() - from.x()) * (place.y() - from.y()) - (to.y() - from.y()) * (place.x() - from.x());
    return cross / length(from, to);
  }

  /** Whether the way from a place on one side to a place on the other leads between the ends. */
  public boolean isCrossedBy(Point before, Point after) {
    double sideBefore = side(before);
    double share = sideBefore / (sideBefore - side(after));
    double x = before.x() + share * (after.x() - before.x());
    double y = before.y() + share * (after.y() - before.y());
    double width = to.x() - from.x();
    double height = to.y() - from.y();
    double along =
        ((x - from.x()) * width + (y - from.y()) * height) / (width * width + height * height);
    return along >= 0 && along <= 1;
  }
}
