package dev.sitewarden.domain.vision;

import java.util.Arrays;

/** The latest scores of one object. */
final class ScoreHistory {
  /**
   * Scores that count, a third of a second at 30 frames a second. Raising it: one lucky frame
   * counts for less, and a rule's least score is reached later.
   */
  private static final int KEPT = 11;

  private final double[] scores = new double[KEPT];
  private final double[] sorted = new double[KEPT];
  private int added;

  void add(double score) {
    scores[added % KEPT] = score;
    added++;
  }

  /** The middle one of the latest, the mean of the middle two if they are even; 0 if none. */
  double median() {
    int count = Math.min(added, KEPT);
    if (count == 0) {
      return 0;
    }
    System.arraycopy(scores, 0, sorted, 0, count);
    Arrays.sort(sorted, 0, count);
    return (sorted[(count - 1) / 2] + sorted[count / 2]) / 2;
  }
}
