package dev.sitewarden.domain.vision;

import java.util.ArrayList;
import java.util.List;

/**
 * One stage of association: pairs followed objects with detections of the same label by the overlap
 * of the expected box with the detected one, the greatest total overlap first.
 */
final class Matching {
  /**
   * Dearer than any sum of real costs, so that forbidden pairs are taken only when nothing else is
   * left.
   */
  private static final double FORBIDDEN = 1e6;

  private final List<Followed> unmatched = new ArrayList<>();
  private final List<Detection> left = new ArrayList<>();

  /** Tells each matched object what it was matched to; the rest is in the two accessors. */
  Matching(List<Followed> objects, List<Detection> detections, double minOverlap) {
    if (objects.isEmpty() || detections.isEmpty()) {
      unmatched.addAll(objects);
      left.addAll(detections);
      return;
    }
    // One extra column an object means "nothing": never dearer than a forbidden pair.
    int columns = detections.size() + objects.size();
    double[][] cost = new double[objects.size()][columns];
    for (int row = 0; row < objects.size(); row++) {
      for (int column = 0; column < columns; column++) {
        cost[row][column] =
            column < detections.size()
                ? cost(objects.get(row), detections.get(column), minOverlap)
                : 1;
      }
    }
    take(objects, detections, Assignment.minimumCost(cost, columns));
  }

  private static double cost(Followed object, Detection detection, double minOverlap) {
    if (!object.label().equals(detection.label())) {
      return FORBIDDEN;
    }
    double overlap = object.overlap(detection.box());
    return overlap < minOverlap || overlap == 0 ? FORBIDDEN : 1 - overlap;
  }

  private void take(List<Followed> objects, List<Detection> detections, int[] columnOf) {
    boolean[] taken = new boolean[detections.size()];
    for (int row = 0; row < objects.size(); row++) {
      if (columnOf[row] < detections.size()) {
        taken[columnOf[row]] = true;
        objects.get(row).match(detections.get(columnOf[row]));
      } else {
        unmatched.add(objects.get(row));
      }
    }
    for (int column = 0; column < taken.length; column++) {
      if (!taken[column]) {
        left.add(detections.get(column));
      }
    }
  }

  List<Followed> unmatched() {
    return unmatched;
  }

  List<Detection> left() {
    return left;
  }
}
