package dev.sitewarden.edge.collect;

import dev.sitewarden.domain.geometry.Letterbox;
import dev.sitewarden.domain.vision.Frame;
import java.nio.ByteBuffer;

/** How much of a picture changed since another one: 32x18 places of it are compared. */
final class Motion {
  private static final int COLUMNS = 32;
  private static final int ROWS = 18;

  /** Grey levels of 255 that noise and encoders do not reach in the mean of a place. */
  private static final int LEAST_CHANGE = 12;

  private static final int PROBES = 4;

  private int[] reference = {};

  /** Share of the picture that changed since {@link #remember}, 0..1; 1 if there is none. */
  double since(int[] places) {
    if (reference.length == 0) {
      return 1;
    }
    int changed = 0;
    for (int i = 0; i < places.length; i++) {
      if (Math.abs(places[i] - reference[i]) >= LEAST_CHANGE) {
        changed++;
      }
    }
    return changed / (double) places.length;
  }

  void remember(int[] places) {
    reference = places;
  }

  /** Mean brightness of each place, {@code int[18 * 32]}. */
  static int[] places(Frame frame) {
    Letterbox size = frame.letterbox();
    ByteBuffer luma = frame.picture();
    int[] places = new int[ROWS * COLUMNS];
    for (int row = 0; row < ROWS; row++) {
      for (int column = 0; column < COLUMNS; column++) {
        places[row * COLUMNS + column] =
            mean(luma, size.sourceWidthPx(), size.sourceHeightPx(), row, column);
      }
    }
    return places;
  }

  private static int mean(ByteBuffer luma, int width, int height, int row, int column) {
    int sum = 0;
    for (int i = 0; i < PROBES; i++) {
      int y = Math.min(height - 1, (row * PROBES + i) * height / (ROWS * PROBES));
      for (int j = 0; j < PROBES; j++) {
        int x = Math.min(width - 1, (column * PROBES + j) * width / (COLUMNS * PROBES));
        sum += luma.get(y * width + x) & 0xff;
      }
    }
    return sum / (PROBES * PROBES);
  }
}
