package dev.sitewarden.inference;

import dev.sitewarden.domain.model.ModelInput;
import dev.sitewarden.domain.model.ModelInput.ColourOrder;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/**
 * Turns a frame's planar bytes into a model's floats, by one table of 256 values per plane: exact,
 * and faster than arithmetic (0.12 ms against 0.18 ms for three planes of 416x416). Belongs to one
 * thread.
 *
 * <p>It goes through arrays, a piece at a time: element by element in the buffers costs the native
 * executable, which has no compiler that watches it run, three times as much.
 */
final class InputPacker {
  private static final int PLANES = 3;
  private static final int PIECE = 4096;

  private final int plane;
  private final int[] sourcePlanes;
  private final float[][] tables = new float[PLANES][256];
  private final byte[] bytes = new byte[PIECE];
  private final float[] floats = new float[PIECE];

  InputPacker(ModelInput input) {
    plane = input.widthPx() * input.heightPx();
    sourcePlanes =
        input.colourOrder() == ColourOrder.RGB ? new int[] {0, 1, 2} : new int[] {2, 1, 0};
    for (int i = 0; i < PLANES; i++) {
      for (int value = 0; value < 256; value++) {
        tables[i][value] = (float) ((value - input.mean().get(i)) / input.std().get(i));
      }
    }
  }

  /**
   * Packs one frame.
   *
   * @param rgb {@code byte[3][height][width]}, R then G then B; direct
   * @param into {@code float[3][height][width]} in the model's colour order; direct
   */
  void pack(ByteBuffer rgb, FloatBuffer into) {
    for (int i = 0; i < PLANES; i++) {
      for (int done = 0; done < plane; done += PIECE) {
        int count = Math.min(PIECE, plane - done);
        rgb.get(sourcePlanes[i] * plane + done, bytes, 0, count);
        pack(tables[i], count);
        into.put(i * plane + done, floats, 0, count);
      }
    }
  }

  private void pack(float[] table, int count) {
    for (int i = 0; i < count; i++) {
      floats[i] = table[bytes[i] & 0xFF];
    }
  }
}
