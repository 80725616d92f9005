package dev.sitewarden.inference;

import java.nio.FloatBuffer;
import java.util.List;

/**
 * Reads our own model's output, {@code float[1][labels + 4][height / 8][width / 8]}.
 *
 * <p>The first planes hold each label's score (after the sigmoid) that an object's centre lies in
 * the cell. The last four hold the centre's offset in cells from the cell's top-left corner (x, y)
 * and the logarithms of width and height in cells. A cell is an object where its score is the
 * largest of the nine around it; of equal neighbours the first in reading order counts.
 *
 * <p>Source: Zhou et al., "Objects as Points", sections 3 and 4.
 */
final class CentreNetDecoder implements BoxDecoder {
  private static final int STRIDE = 8;
  private static final int BOX_PLANES = 4;

  private final int labels;
  private final int columns;
  private final int rows;
  private final int plane;

  CentreNetDecoder(int widthPx, int heightPx, int labels) {
    this.labels = labels;
    this.columns = widthPx / STRIDE;
    this.rows = heightPx / STRIDE;
    this.plane = columns * rows;
  }

  @Override
  public List<long[]> outputShapes() {
    return List.of(new long[] {1, labels + BOX_PLANES, rows, columns});
  }

  @Override
  public int maxBoxes() {
    return labels * plane;
  }

  @Override
  public boolean suppressesPerLabel() {
    return false; // a head is bare or helmeted, never both
  }

  @Override
  public void decode(List<FloatBuffer> outputs, float[] thresholds, Candidates into) {
    FloatBuffer output = outputs.getFirst();
    for (int label = 0; label < labels; label++) {
      int start = label * plane;
      for (int cell = 0; cell < plane; cell++) {
        float score = output.get(start + cell);
        if (!(score < thresholds[label]) && isPeak(output, start, cell, score)) {
          add(output, label, cell, score, into);
        }
      }
    }
  }

  private boolean isPeak(FloatBuffer output, int start, int cell, float score) {
    int row = cell / columns;
    int column = cell % columns;
    for (int y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y++) {
      for (int x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x++) {
        int other = y * columns + x;
        float otherScore = output.get(start + other);
        if (otherScore > score || (otherScore == score && other < cell)) {
          return false;
        }
      }
    }
    return true;
  }

  private void add(FloatBuffer output, int label, int cell, float score, Candidates into) {
    int boxes = labels * plane + cell;
    int row = cell / columns;
    int column = cell % columns;
    into.addCentred(
        label,
        score,
        (column + output.get(boxes)) * STRIDE,
        (row + output.get(boxes + plane)) * STRIDE,
        (float) Math.exp(output.get(boxes + 2 * plane)) * STRIDE,
        (float) Math.exp(output.get(boxes + 3 * plane)) * STRIDE);
  }
}
