package dev.sitewarden.training.picture;

import java.util.Arrays;

/**
 * Scales pictures as the served letterbox does: bilinear, with a filter that widens when the
 * picture shrinks (swscale's {@code SWS_BILINEAR}), so that small heads look the same in both.
 *
 * <p>Two passes, across and then down. Cost: target area times the filter's width, per plane.
 */
final class Resampler {
  private final Axis columns;
  private final Axis rows;

  private Resampler(Axis columns, Axis rows) {
    this.columns = columns;
    this.rows = rows;
  }

  /** Draws part of a picture onto the canvas. */
  static void draw(Picture picture, Span across, Span down, boolean mirrored, Canvas canvas) {
    var columns = new Axis(across, picture.width(), mirrored);
    var rows = new Axis(down, picture.height(), false);
    var resampler = new Resampler(columns, rows);
    for (int plane = 0; plane < 3; plane++) {
      resampler.plane(picture, plane, canvas, across.at(), down.at());
    }
  }

  private void plane(Picture picture, int plane, Canvas canvas, int x, int y) {
    int firstRow = rows.first(0);
    float[] narrow = new float[(rows.end() - firstRow) * columns.length()];
    for (int row = firstRow; row < rows.end(); row++) {
      int from = (plane * picture.height() + row) * picture.width();
      across(picture.planes(), from, narrow, (row - firstRow) * columns.length());
    }
    float[] line = new float[columns.length()];
    for (int row = 0; row < rows.length(); row++) {
      down(narrow, row, firstRow, line);
      int to = (plane * canvas.size() + y + row) * canvas.size() + x;
      for (int i = 0; i < line.length; i++) {
        canvas.planes()[to + i] = (byte) line[i];
      }
    }
  }

  private void across(byte[] source, int from, float[] narrow, int to) {
    for (int i = 0; i < columns.length(); i++) {
      float sum = 0;
      int at = from + columns.first(i);
      for (float weight : columns.weights(i)) {
        sum += weight * (source[at++] & 255);
      }
      narrow[to + i] = sum;
    }
  }

  private void down(float[] narrow, int row, int firstRow, float[] line) {
    Arrays.fill(line, 0.5f); // rounds
    int at = (rows.first(row) - firstRow) * line.length;
    for (float weight : rows.weights(row)) {
      for (int i = 0; i < line.length; i++) {
        line[i] += weight * narrow[at + i];
      }
      at += line.length;
    }
  }
}
