package dev.sitewarden.edge.capture;

import dev.sitewarden.domain.geometry.Letterbox;
import dev.sitewarden.domain.geometry.Point;
import dev.sitewarden.domain.geometry.Polygon;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A picture's brightness in cells of 8x8 pixels, which is where most of a sensor's noise averages
 * out. What is left over at the right and at the bottom does not count.
 */
final class LumaGrid {
  private static final int CELL_PX = 8;

  /** Every other byte of eight, widened to 16 bits. */
  private static final long EVEN_BYTES = 0x00FF00FF00FF00FFL;

  /** Multiplying by this adds four numbers of 16 bits up in the highest one. */
  private static final long ADD_UP = 0x0001000100010001L;

  private final int pictureWidthPx;
  private final int pictureHeightPx;
  private final int columns;
  private final int rows;
  private final float[] cells;
  private final boolean[] masked;

  /**
   * @param masks cells whose centre lies in one of these do not count
   */
  LumaGrid(Letterbox size, List<Polygon> masks) {
    this.pictureWidthPx = size.sourceWidthPx();
    this.pictureHeightPx = size.sourceHeightPx();
    this.columns = pictureWidthPx / CELL_PX;
    this.rows = pictureHeightPx / CELL_PX;
    this.cells = new float[columns * rows];
    this.masked = new boolean[columns * rows];
    for (int i = 0; i < masked.length; i++) {
      Point centre = centre(i);
      masked[i] = masks.stream().anyMatch(mask -> mask.contains(centre));
    }
  }

  private Point centre(int cell) {
    int column = cell % columns;
    int row = cell / columns;
    double x = (column + 0.5) * CELL_PX;
    double y = (row + 0.5) * CELL_PX;
    return new Point(x / pictureWidthPx, y / pictureHeightPx);
  }

  boolean fits(Letterbox size) {
    return size.sourceWidthPx() == pictureWidthPx && size.sourceHeightPx() == pictureHeightPx;
  }

  int columns() {
    return columns;
  }

  /** Whether a cell does not count. */
  boolean isMasked(int cell) {
    return masked[cell];
  }

  /** Mean brightness of each cell, 0..255, row by row; overwritten by {@link #read}. */
  float[] cells() {
    return cells;
  }

  /**
   * Reads the luma plane, eight pixels at a time.
   *
   * @param picture planar, luma first, rows without padding
   */
  void read(ByteBuffer picture) {
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        int at = row * CELL_PX * pictureWidthPx + column * CELL_PX;
        long sums = 0;
        for (int y = 0; y < CELL_PX; y++) {
          long pixels = picture.getLong(at + y * pictureWidthPx);
          sums += (pixels & EVEN_BYTES) + ((pixels >>> 8) & EVEN_BYTES);
        }
        cells[row * columns + column] = ((sums * ADD_UP) >>> 48) / 64f;
      }
    }
  }
}
