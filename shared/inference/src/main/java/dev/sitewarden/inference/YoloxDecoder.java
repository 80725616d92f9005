package dev.sitewarden.inference;

import java.nio.FloatBuffer;
import java.util.List;

/**
 * Reads YOLOX's raw output, {@code float[1][cells][5 + labels]}.
 *
 * <p>Rows are the cells of three grids one after another, with strides 8, 16 and 32 px, each grid
 * row by row. A row holds the centre's offset in cells from the cell's top-left corner, the
 * logarithms of width and height in cells, the score of "something is here", and one score per
 * label; scores are 0..1 already. A box's score is the product of the two, its label the best one.
 *
 * <p>Source: Ge et al., "YOLOX: Exceeding YOLO Series in 2021", section 2, and the reference's
 * {@code demo_postprocess}.
 */
final class YoloxDecoder implements BoxDecoder {
  private static final int[] STRIDES = {8, 16, 32};
  private static final int BOX_VALUES = 5;

  private final int labels;
  private final int rowLength;
  private final int cells;
  private final float[] cellLeft;
  private final float[] cellTop;
  private final float[] cellStride;

  YoloxDecoder(int widthPx, int heightPx, int labels) {
    if (widthPx % 32 != 0 || heightPx % 32 != 0) {
      throw new IllegalArgumentException(
          "decoder yolox needs an input that is a multiple of 32 px, got %dx%d"
              .formatted(widthPx, heightPx));
    }
    this.labels = labels;
    this.rowLength = BOX_VALUES + labels;
    int total = 0;
    for (int stride : STRIDES) {
      total += (widthPx / stride) * (heightPx / stride);
    }
    cells = total;
    cellLeft = new float[cells];
    cellTop = new float[cells];
    cellStride = new float[cells];
    fillGrids(widthPx, heightPx);
  }

  private void fillGrids(int widthPx, int heightPx) {
    int cell = 0;
    for (int stride : STRIDES) {
      for (int row = 0; row < heightPx / stride; row++) {
        for (int column = 0; column < widthPx / stride; column++) {
          cellLeft[cell] = column;
          cellTop[cell] = row;
          cellStride[cell] = stride;
          cell++;
        }
      }
    }
  }

  @Override
  public List<long[]> outputShapes() {
    return List.of(new long[] {1, cells, rowLength});
  }

  @Override
  public int maxBoxes() {
    return cells;
  }

  @Override
  public boolean suppressesPerLabel() {
    return true;
  }

  @Override
  public void decode(List<FloatBuffer> outputs, float[] thresholds, Candidates into) {
    FloatBuffer output = outputs.getFirst();
    float least = BoxDecoder.least(thresholds);
    for (int cell = 0; cell < cells; cell++) {
      int row = cell * rowLength;
      float something = output.get(row + 4);
      if (!(something < least)) { // no product can be larger
        decodeCell(output, cell, something, thresholds, into);
      }
    }
  }

  private void decodeCell(
      FloatBuffer output, int cell, float something, float[] thresholds, Candidates into) {
    int row = cell * rowLength;
    int best = Candidates.best(output, row + BOX_VALUES, labels);
    float score = something * output.get(row + BOX_VALUES + best);
    if (!(score < thresholds[best])) {
      float stride = cellStride[cell];
      into.addCentred(
          best,
          score,
          (output.get(row) + cellLeft[cell]) * stride,
          (output.get(row + 1) + cellTop[cell]) * stride,
          (float) Math.exp(output.get(row + 2)) * stride,
          (float) Math.exp(output.get(row + 3)) * stride);
    }
  }
}
