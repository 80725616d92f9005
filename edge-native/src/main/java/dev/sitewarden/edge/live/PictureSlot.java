package dev.sitewarden.edge.live;

import dev.sitewarden.domain.geometry.Letterbox;
import java.nio.ByteBuffer;

/**
 * One raw picture on its way to the encoder: planar Y, U, V (4:2:0), {@code w*h} bytes and twice
 * {@code ceil(w/2)*ceil(h/2)}. Guarded by its owner.
 */
final class PictureSlot {
  private ByteBuffer pixels = ByteBuffer.allocateDirect(0);
  private int widthPx;
  private int heightPx;
  private boolean isFull;

  /** Copies a picture in; one that was not taken yet is lost. */
  void fill(ByteBuffer picture, Letterbox size) {
    widthPx = size.sourceWidthPx();
    heightPx = size.sourceHeightPx();
    int bytes = widthPx * heightPx + 2 * ((widthPx + 1) / 2) * ((heightPx + 1) / 2);
    if (pixels.capacity() != bytes) {
      pixels = ByteBuffer.allocateDirect(bytes);
    }
    pixels.put(0, picture, 0, bytes);
    isFull = true;
  }

  void empty() {
    isFull = false;
  }

  /** Lets go of the memory too. */
  void release() {
    isFull = false;
    if (pixels.capacity() > 0) {
      pixels = ByteBuffer.allocateDirect(0);
    }
  }

  boolean isFull() {
    return isFull;
  }

  ByteBuffer pixels() {
    return pixels;
  }

  int widthPx() {
    return widthPx;
  }

  int heightPx() {
    return heightPx;
  }
}
