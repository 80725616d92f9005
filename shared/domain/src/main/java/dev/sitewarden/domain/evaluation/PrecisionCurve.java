package dev.sitewarden.domain.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Precision and recall over all thresholds. */
public final class PrecisionCurve {
  private static final int RECALLS = 101;

  private final List<PrecisionRecall> points = new ArrayList<>();
  private final int objects;

  /** One detection that counts: its score, and whether it found an object. */
  record Judged(double score, boolean right) {}

  /**
   * @param judged detections of all pictures; the order decides among equal scores
   * @param objects what there was to find in all pictures
   */
  PrecisionCurve(List<Judged> judged, int objects) {
    this.objects = objects;
    List<Judged> bestFirst = new ArrayList<>(judged);
    bestFirst.sort(Comparator.comparingDouble(Judged::score).reversed());
    int right = 0;
    for (int i = 0; i < bestFirst.size(); i++) {
      right += bestFirst.get(i).right() ? 1 : 0;
      points.add(new PrecisionRecall(bestFirst.get(i).score(), right, i + 1 - right, objects));
    }
  }

  /** What there was to find. */
  public int objects() {
    return objects;
  }

  /**
   * COCO's average precision, 0..1: at 101 recalls from 0 to 1 the best precision of all thresholds
   * that reach this recall, 0 where none does.
   */
  public double averagePrecision() {
    double[] envelope = new double[points.size()];
    double best = 0;
    for (int i = points.size() - 1; i >= 0; i--) {
      best = Math.max(best, points.get(i).precision());
      envelope[i] = best;
    }
    double sum = 0;
    int next = 0;
    for (int i = 0; i < RECALLS; i++) {
      while (next < envelope.length && points.get(next).recall() < i * 0.01) {
        next++;
      }
      sum += next < envelope.length ? envelope[next] : 0;
    }
    return sum / RECALLS;
  }

  /** Share of the objects that are found with no threshold at all, 0..1. */
  public double greatestRecall() {
    return points.isEmpty() ? 0 : points.getLast().recall();
  }

  /** What comes of leaving out every detection below the threshold. */
  public PrecisionRecall at(double threshold) {
    PrecisionRecall last = new PrecisionRecall(threshold, 0, 0, objects);
    for (PrecisionRecall point : points) {
      if (point.threshold() < threshold) {
        break;
      }
      last = new PrecisionRecall(threshold, point.right(), point.wrong(), objects);
    }
    return last;
  }

  /** The threshold that finds most among those with at least this precision; 1 if none has it. */
  public PrecisionRecall mostRecallAt(double precision) {
    PrecisionRecall best = at(1);
    for (int i = 0; i < points.size(); i++) {
      PrecisionRecall point = points.get(i);
      boolean lastOfItsScore =
          i + 1 == points.size() || points.get(i + 1).threshold() < point.threshold();
      if (lastOfItsScore && point.precision() >= precision && point.recall() > best.recall()) {
        best = point;
      }
    }
    return best;
  }
}
