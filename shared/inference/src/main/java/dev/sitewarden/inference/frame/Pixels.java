package dev.sitewarden.inference.frame;

import dev.sitewarden.domain.geometry.Letterbox;
import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/**
 * The two reused buffers behind a frame, with the plane addresses that FFmpeg writes to: Y, U, V at
 * source size and G, B, R (FFmpeg's order of the planes R, G, B) at the model's input size.
 */
final class Pixels {
  /** FFmpeg's vector code may write this far past the end of a row. */
  private static final int SLACK_BYTES = 64;

  private @Nullable Letterbox letterbox;
  private ByteBuffer pictureBytes = ByteBuffer.allocateDirect(0);
  private ByteBuffer inputBytes = ByteBuffer.allocateDirect(0);
  private ByteBuffer picture = pictureBytes;
  private ByteBuffer input = inputBytes;

  /** FFmpeg takes arrays of four planes. */
  final PointerPointer<BytePointer> picturePlanes = new PointerPointer<>(4);

  final IntPointer pictureStrides = new IntPointer(4);
  final PointerPointer<BytePointer> inputPlanes = new PointerPointer<>(4);
  final IntPointer inputStrides = new IntPointer(4);

  ByteBuffer picture() {
    return picture.clear();
  }

  ByteBuffer input() {
    return input.clear();
  }

  /** Shapes the buffers for these sizes; allocates only if they grow. */
  void fit(Letterbox wanted) {
    if (wanted.equals(letterbox)) {
      return;
    }
    letterbox = wanted;
    fitPicture(wanted.sourceWidthPx(), wanted.sourceHeightPx());
    fitInput(wanted.inputWidthPx(), wanted.inputHeightPx());
  }

  private void fitPicture(int width, int height) {
    int chromaWidth = (width + 1) / 2;
    int chroma = chromaWidth * ((height + 1) / 2);
    int luma = width * height;
    pictureBytes = grown(pictureBytes, luma + 2 * chroma);
    picture = pictureBytes.slice(0, luma + 2 * chroma);
    BytePointer base = new BytePointer(pictureBytes);
    put(picturePlanes, base, 0, luma, (long) luma + chroma);
    pictureStrides.put(width, chromaWidth, chromaWidth, 0);
  }

  private void fitInput(int width, int height) {
    int plane = width * height;
    inputBytes = grown(inputBytes, 3 * plane);
    input = inputBytes.slice(0, 3 * plane);
    for (int i = 0; i < 3 * plane; i++) {
      input.put(i, (byte) Letterbox.PADDING);
    }
    put(inputPlanes, new BytePointer(inputBytes), plane, 2L * plane, 0);
    inputStrides.put(width, width, width, 0);
  }

  private static ByteBuffer grown(ByteBuffer buffer, int size) {
    int capacity = size + SLACK_BYTES;
    return buffer.capacity() >= capacity ? buffer : ByteBuffer.allocateDirect(capacity);
  }

  private static void put(
      PointerPointer<BytePointer> planes, BytePointer base, long first, long second, long third) {
    planes.put(0, base.getPointer(first));
    planes.put(1, base.getPointer(second));
    planes.put(2, base.getPointer(third));
    planes.put(3, new BytePointer());
  }
}
