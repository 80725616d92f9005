package dev.sitewarden.inference;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * The boxes that a decoder found in one frame, in pixels of the model's input, in reused arrays.
 * {@link #suppress} then leaves one box for each object.
 *
 * <p>Greedy non-maximum suppression: boxes are visited by falling score, and one that overlaps a
 * kept box by more than the limit is dropped. Equal scores keep the order in which they were found,
 * so results do not depend on the platform. At most n^2 overlaps for n boxes.
 *
 * <p>One number that cannot be, {@link #areBroken}, makes all boxes of the frame worthless.
 */
final class Candidates {
  /** Rounding may lift a score this far above 1; what is higher was never a score. */
  private static final float SCORE_SLACK = 1e-3f;

  private final float[] left;
  private final float[] top;
  private final float[] right;
  private final float[] bottom;
  private final float[] score;
  private final int[] label;
  private final long[] order;
  private final int[] kept;
  private int count;
  private int keptCount;
  private boolean broken;

  Candidates(int capacity) {
    left = new float[capacity];
    top = new float[capacity];
    right = new float[capacity];
    bottom = new float[capacity];
    score = new float[capacity];
    label = new int[capacity];
    order = new long[capacity];
    kept = new int[capacity];
  }

  void clear() {
    count = 0;
    keptCount = 0;
    broken = false;
  }

  /** Which of a row's scores is the highest: the first of equal ones, or one that is no number. */
  static int best(FloatBuffer scores, int start, int count) {
    int best = 0;
    float highest = scores.get(start);
    for (int i = 1; i < count; i++) {
      float score = scores.get(start + i);
      if (score > highest || Float.isNaN(score)) {
        highest = score;
        best = i;
      }
    }
    return best;
  }

  /** Adds a box by its centre and size. */
  void addCentred(int labelIndex, float boxScore, float cx, float cy, float width, float height) {
    float halfWidth = width / 2;
    float halfHeight = height / 2;
    add(labelIndex, boxScore, cx - halfWidth, cy - halfHeight, cx + halfWidth, cy + halfHeight);
  }

  /**
   * Adds a box by its sides. A side that is not finite or a score outside 0..1 breaks the frame.
   */
  void add(int labelIndex, float boxScore, float l, float t, float r, float b) {
    boolean isScore = boxScore >= 0 && boxScore <= 1 + SCORE_SLACK;
    if (!isScore || !Float.isFinite(l + t + r + b)) {
      broken = true;
      return;
    }
    left[count] = l;
    top[count] = t;
    right[count] = r;
    bottom[count] = b;
    score[count] = Math.min(1, boxScore);
    label[count] = labelIndex;
    count++;
  }

  /**
   * Leaves one box for each object.
   *
   * @param maxIou boxes that overlap more are one object
   * @param perLabel whether boxes of different labels may overlap
   */
  void suppress(double maxIou, boolean perLabel) {
    for (int i = 0; i < count; i++) {
      // Scores are at least 0, and the bits of such floats rise with their value.
      order[i] = (long) Float.floatToRawIntBits(score[i]) << 32 | (Integer.MAX_VALUE - i);
    }
    Arrays.sort(order, 0, count);
    keptCount = 0;
    for (int i = count - 1; i >= 0; i--) {
      int box = Integer.MAX_VALUE - (int) order[i];
      if (isFree(box, maxIou, perLabel)) {
        kept[keptCount++] = box;
      }
    }
  }

  private boolean isFree(int box, double maxIou, boolean perLabel) {
    for (int i = 0; i < keptCount; i++) {
      int other = kept[i];
      if ((!perLabel || label[box] == label[other]) && iou(box, other) > maxIou) {
        return false;
      }
    }
    return true;
  }

  private double iou(int a, int b) {
    float width = Math.min(right[a], right[b]) - Math.max(left[a], left[b]);
    float height = Math.min(bottom[a], bottom[b]) - Math.max(top[a], top[b]);
    if (!(width > 0 && height > 0)) {
      return 0;
    }
    double overlap = (double) width * height;
    return overlap / (area(a) + area(b) - overlap);
  }

  private double area(int box) {
    return (double) (right[box] - left[box]) * (bottom[box] - top[box]);
  }

  /** Whether the model said something that is no number, or a score that is above 1. */
  boolean areBroken() {
    return broken;
  }

  /** How many boxes {@link #suppress} left, best first. */
  int kept() {
    return keptCount;
  }

  int label(int rank) {
    return label[kept[rank]];
  }

  float score(int rank) {
    return score[kept[rank]];
  }

  float left(int rank) {
    return left[kept[rank]];
  }

  float top(int rank) {
    return top[kept[rank]];
  }

  float right(int rank) {
    return right[kept[rank]];
  }

  float bottom(int rank) {
    return bottom[kept[rank]];
  }
}
