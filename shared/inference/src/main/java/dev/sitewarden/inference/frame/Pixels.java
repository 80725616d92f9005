package dev.sitewarden.inference.frame;

import dev.sitewarden.domain.geometry.Letterbox;
import dev.sitewarden.domain.vision.FrameInput;
import java.nio.ByteBuffer;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/**
 * The reused buffers behind a frame, with the plane addresses that FFmpeg writes to: Y, U, V at
 * source size, and the letterboxed picture for each model.
 */
final class Pixels {
  /** FFmpeg's vector code may write this far past the end of a row. */
  static final int SLACK_BYTES = 64;

  private @Nullable List<Letterbox> letterboxes;
  private ByteBuffer pictureBytes = ByteBuffer.allocateDirect(0);
  private ByteBuffer picture = pictureBytes;
  private List<InputPixels> inputs = List.of();

  /** FFmpeg takes arrays of four planes. */
  final PointerPointer<BytePointer> picturePlanes = new PointerPointer<>(4);

  final IntPointer pictureStrides = new IntPointer(4);

  ByteBuffer picture() {
    return picture.clear();
  }

  /** One for each model. */
  List<InputPixels> inputs() {
    return inputs;
  }

  /** For a frame. */
  List<FrameInput> frameInputs() {
    return inputs.stream().map(InputPixels::input).toList();
  }

  /**
   * Shapes the buffers for one picture and the inputs that are made of it, always the same sizes;
   * allocates only at first and where the picture grows.
   */
  void fit(List<Letterbox> wanted) {
    if (!wanted.equals(letterboxes)) {
      letterboxes = wanted;
      fitPicture(wanted.getFirst().sourceWidthPx(), wanted.getFirst().sourceHeightPx());
      fitInputs(wanted);
    }
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

  private void fitInputs(List<Letterbox> wanted) {
    if (inputs.isEmpty()) {
      inputs = wanted.stream().map(InputPixels::new).toList();
    }
    for (int i = 0; i < wanted.size(); i++) {
      inputs.get(i).fit(wanted.get(i));
    }
  }

  private static ByteBuffer grown(ByteBuffer buffer, int size) {
    int capacity = size + SLACK_BYTES;
    return buffer.capacity() >= capacity ? buffer : ByteBuffer.allocateDirect(capacity);
  }

  static void put(
      PointerPointer<BytePointer> planes, BytePointer base, long first, long second, long third) {
    planes.put(0, base.getPointer(first));
    planes.put(1, base.getPointer(second));
    planes.put(2, base.getPointer(third));
    planes.put(3, new BytePointer());
  }
}
