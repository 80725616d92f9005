package dev.sitewarden.training.picture;

import java.util.random.RandomGenerator;

/**
 * Which part of a picture a tile shows: mostly one that holds a randomly chosen object, and all of
 * it where the tile is large enough.
 */
final class Window {
  /** Chance to look anywhere instead of at an object: more shows more background. */
  private static final double ANYWHERE = 0.2;

  /** An object is kept this share of the window away from its edge. */
  private static final double MARGIN = 0.05;

  private final Picture picture;
  private final boolean atCorner;
  private final RandomGenerator random;
  private final double focusX;
  private final double focusY;

  /**
   * @param atCorner whether a picture smaller than its tile lies at the top left, as served,
   *     instead of anywhere
   */
  Window(Corpus.Drawn drawn, boolean atCorner, RandomGenerator random) {
    this.picture = drawn.picture();
    this.atCorner = atCorner;
    this.random = random;
    var boxes = drawn.boxes();
    boolean anywhere = boxes.isEmpty() || random.nextDouble() < ANYWHERE;
    var focus = anywhere ? null : boxes.get(random.nextInt(boxes.size()));
    focusX = focus == null ? Double.NaN : focus.centreX();
    focusY = focus == null ? Double.NaN : focus.centreY();
  }

  Span across(double scale, int at, int room) {
    return span(picture.width(), scale, at, room, focusX);
  }

  Span down(double scale, int at, int room) {
    return span(picture.height(), scale, at, room, focusY);
  }

  private Span span(int limit, double scale, int at, int room, double focus) {
    double shown = room / scale;
    if (shown >= limit) {
      int length = (int) Math.max(1, Math.min(room, Math.round(limit * scale)));
      int offset = atCorner ? 0 : random.nextInt(room - length + 1);
      return new Span(0, scale, at + offset, length);
    }
    double low = 0;
    double high = limit - shown;
    if (!Double.isNaN(focus)) {
      low = Math.max(0, Math.min(high, focus - (1 - MARGIN) * shown));
      high = Math.min(high, Math.max(low, focus - MARGIN * shown));
    }
    return new Span(low + random.nextDouble() * (high - low), scale, at, room);
  }
}
