package dev.sitewarden.inference;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the outputs of NanoDet and PicoDet: for each grid, finest first, {@code
 * float[1][cells][labels]} scores, then for each grid {@code float[1][cells][4 * 8]} distances.
 *
 * <p>Cells stand row by row. Scores are 0..1 already; a cell's label is the best one. A box is
 * given by the distances from the cell's centre to its left, top, right and bottom side. The model
 * does not say a distance but how likely it is to be 0, 1, ... 7 cells, as logarithms without a
 * common scale; the distance is the expectation, {@code sum(i * softmax(i))}.
 *
 * <p>Source: Li et al., "Generalized Focal Loss", section 3.2 (the integral); RangiLyu/nanodet,
 * {@code gfl_head.py}; PaddleDetection, {@code pico_head.py} with {@code cell_offset} 0.5.
 */
final class IntegralDecoder implements BoxDecoder {
  /** The distances that the model weighs: 0..7 cells. */
  private static final int STEPS = 8;

  private static final int SIDES = 4;

  /** One grid of the model; sizes in cells. */
  private record Grid(int stride, int columns, int rows) {
    int cells() {
      return columns * rows;
    }
  }

  private final int labels;
  private final List<Grid> grids;
  private final float[] distances = new float[SIDES];

  private IntegralDecoder(int widthPx, int heightPx, int labels, int... strides) {
    this.labels = labels;
    List<Grid> all = new ArrayList<>();
    for (int stride : strides) {
      // A stride that does not divide the input has a last cell that hangs over the edge.
      all.add(new Grid(stride, Math.ceilDiv(widthPx, stride), Math.ceilDiv(heightPx, stride)));
    }
    grids = List.copyOf(all);
  }

  /** NanoDet, 2020 and 2021; NanoDet-Plus has one output and other cell centres. */
  static IntegralDecoder nanoDet(int widthPx, int heightPx, int labels) {
    return new IntegralDecoder(widthPx, heightPx, labels, 8, 16, 32);
  }

  /** PicoDet, 2021, exported without its post-processing. */
  static IntegralDecoder picoDet(int widthPx, int heightPx, int labels) {
    return new IntegralDecoder(widthPx, heightPx, labels, 8, 16, 32, 64);
  }

  @Override
  public List<long[]> outputShapes() {
    List<long[]> shapes = new ArrayList<>();
    grids.forEach(grid -> shapes.add(new long[] {1, grid.cells(), labels}));
    grids.forEach(grid -> shapes.add(new long[] {1, grid.cells(), SIDES * STEPS}));
    return List.copyOf(shapes);
  }

  @Override
  public int maxBoxes() {
    return grids.stream().mapToInt(Grid::cells).sum();
  }

  @Override
  public boolean suppressesPerLabel() {
    return true;
  }

  @Override
  public void decode(List<FloatBuffer> outputs, float[] thresholds, Candidates into) {
    for (int i = 0; i < grids.size(); i++) {
      decode(grids.get(i), outputs.get(i), outputs.get(grids.size() + i), thresholds, into);
    }
  }

  private void decode(
      Grid grid, FloatBuffer scores, FloatBuffer sides, float[] thresholds, Candidates into) {
    float least = BoxDecoder.least(thresholds);
    int count = grid.cells() * labels;
    for (int i = 0; i < count; i++) { // nearly all scores end at this one comparison
      if (!(scores.get(i) < least)) {
        int cell = i / labels;
        int best = Candidates.best(scores, cell * labels, labels);
        float score = scores.get(cell * labels + best);
        if (!(score < thresholds[best])) {
          add(grid, cell, best, score, sides, into);
        }
        i = (cell + 1) * labels - 1; // the cell's last score
      }
    }
  }

  private void add(
      Grid grid, int cell, int label, float score, FloatBuffer sides, Candidates into) {
    float stride = grid.stride();
    int row = cell / grid.columns();
    int column = cell % grid.columns();
    float cx = (column + 0.5f) * stride;
    float cy = (row + 0.5f) * stride;
    for (int side = 0; side < SIDES; side++) {
      distances[side] = expectation(sides, (cell * SIDES + side) * STEPS) * stride;
    }
    into.add(
        label, score, cx - distances[0], cy - distances[1], cx + distances[2], cy + distances[3]);
  }

  /** The mean of 0..7, each as likely as its logarithm says; cells. */
  private static float expectation(FloatBuffer logarithms, int start) {
    float largest = logarithms.get(start);
    for (int i = 1; i < STEPS; i++) {
      largest = Math.max(largest, logarithms.get(start + i));
    }
    double sum = 0;
    double weighted = 0;
    for (int i = 0; i < STEPS; i++) {
      double likely = Math.exp(logarithms.get(start + i) - largest); // 0..1, never too large
      sum += likely;
      weighted += i * likely;
    }
    return (float) (weighted / sum);
  }
}
