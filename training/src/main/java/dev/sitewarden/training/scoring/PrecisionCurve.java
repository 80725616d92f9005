package dev.sitewarden.training.scoring;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Precision and recall of one label over all thresholds. Average precision is COCO's: precision,
 * made to fall with recall, at 101 recalls from 0 to 1.
 */
public final class PrecisionCurve {
  private static final int RECALLS = 100;

  /** What holds when everything below {@code threshold} is left out. */
  public record Point(double threshold, double precision, double recall) {
    /** F1: the harmonic mean of precision and recall, 0 where one is. */
    double balance() {
      double sum = precision + recall;
      return sum == 0 ? 0 : 2 * precision * recall / sum;
    }
  }

  /** One detection: its score, and whether it found an object that none before it had found. */
  record Judged(double score, boolean right) {}

  private final List<Point> points;
  private final int objects;

  /**
   * @param objects labelled objects that there were to find
   */
  PrecisionCurve(List<Judged> detections, int objects) {
    this.objects = objects;
    var bestFirst = new ArrayList<>(detections);
    bestFirst.sort(Comparator.comparingDouble(Judged::score).reversed());
    points = new ArrayList<>();
    int right = 0;
    for (var judged : bestFirst) {
      right += judged.right() ? 1 : 0;
      double recall = objects == 0 ? 0 : (double) right / objects;
      points.add(new Point(judged.score(), (double) right / (points.size() + 1), recall));
    }
  }

  public int objects() {
    return objects;
  }

  public double averagePrecision() {
    double[] ceiling = new double[points.size()];
    double highest = 0;
    for (int i = points.size() - 1; i >= 0; i--) {
      highest = Math.max(highest, points.get(i).precision());
      ceiling[i] = highest;
    }
    double sum = 0;
    int i = 0;
    for (int recall = 0; recall <= RECALLS; recall++) {
      while (i < ceiling.length && points.get(i).recall() * RECALLS < recall - 1e-9) {
        i++;
      }
      sum += i < ceiling.length ? ceiling[i] : 0;
    }
    return sum / (RECALLS + 1);
  }

  /** Precision and recall when the model is run with this threshold. */
  public Point at(double threshold) {
    var point = new Point(threshold, 1, 0);
    for (var next : points) {
      if (next.threshold() < threshold) {
        break;
      }
      point = new Point(threshold, next.precision(), next.recall());
    }
    return point;
  }

  /** The threshold at which precision and recall are best together: their harmonic mean. */
  public Point bestBalance() {
    var best = new Point(1, 1, 0);
    for (var point : points) {
      if (point.balance() > best.balance()) {
        best = point;
      }
    }
    return best;
  }

  /** The threshold that finds most among those with at least this precision. */
  public Point mostRecallAt(double precision) {
    var best = new Point(1, 1, 0);
    for (var point : points) {
      if (point.precision() >= precision && point.recall() > best.recall()) {
        best = point;
      }
    }
    return best;
  }
}
