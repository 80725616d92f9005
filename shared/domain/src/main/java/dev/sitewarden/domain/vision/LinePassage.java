package dev.sitewarden.domain.vision;

import dev.sitewarden.domain.geometry.Point;
import dev.sitewarden.domain.geometry.Segment;
import java.util.Optional;

/** One object on its way across a line, or not. */
final class LinePassage {
  /*
   * The side on which an object stands is settled only when it is farther from the line than a band;
   * inside the band it keeps its side. A crossing is counted when the other side is settled, so that
   * a box that trembles on the line, or somebody who sways on it, is counted once or not at all.
   * Between two settled sides the path changes its sign an odd number of times; the last of these
   * changes says whether it led between the line's ends. Per object, in and out alternate whenever
   * all its crossings lead between the ends.
   */
  private Point last;
  private double lastSide;
  private boolean isSettled;
  private boolean isRight;
  private boolean ledBetweenTheEnds;
  private Moment lastSeen;

  LinePassage(Segment line, Point place, double band, Moment now) {
    last = place;
    lastSide = line.side(place);
    lastSeen = now;
    settle(band);
  }

  /** Goes on to a place; says which way the line was crossed, if it now was. */
  Optional<Direction> moveTo(Segment line, Point place, double band, Moment now) {
    double side = line.side(place);
    if ((side > 0) != (lastSide > 0)) {
      ledBetweenTheEnds = line.isCrossedBy(last, place);
    }
    last = place;
    lastSide = side;
    lastSeen = now;
    boolean wasSettled = isSettled;
    boolean wasRight = isRight;
    settle(band);
    boolean crossed = wasSettled && wasRight != isRight && ledBetweenTheEnds;
    return crossed ? Optional.of(isRight ? Direction.IN : Direction.OUT) : Optional.empty();
  }

  private void settle(double band) {
    if (Math.abs(lastSide) > band) {
      isSettled = true;
      isRight = lastSide > 0;
    }
  }

  Moment lastSeen() {
    return lastSeen;
  }
}
