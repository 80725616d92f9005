package dev.sitewarden.inference.frame;

import dev.sitewarden.domain.geometry.Letterbox;
import dev.sitewarden.domain.vision.FrameInput;
import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * A padded buffer for one model's input, with the plane addresses that FFmpeg writes to: G, B, R
 * (FFmpeg's order of the planes R, G, B).
 */
final class InputPixels {
  private final ByteBuffer pixels;
  private FrameInput input;

  /** FFmpeg takes arrays of four planes. */
  final PointerPointer<BytePointer> planes = new PointerPointer<>(4);

  final IntPointer strides = new IntPointer(4);

  InputPixels(Letterbox letterbox) {
    int width = letterbox.inputWidthPx();
    int plane = width * letterbox.inputHeightPx();
    ByteBuffer bytes = ByteBuffer.allocateDirect(3 * plane + Pixels.SLACK_BYTES);
    pixels = bytes.slice(0, 3 * plane);
    input = new FrameInput(letterbox, pixels);
    pad();
    Pixels.put(planes, new BytePointer(bytes), plane, 2L * plane, 0);
    strides.put(width, width, width, 0);
  }

  /** Whether an input of that size has room here. */
  boolean hasSizeOf(Letterbox letterbox) {
    Letterbox own = input.letterbox();
    return own.inputWidthPx() == letterbox.inputWidthPx()
        && own.inputHeightPx() == letterbox.inputHeightPx();
  }

  /** Makes it ready for pictures of another size; the input's size stays. */
  void fit(Letterbox letterbox) {
    if (!letterbox.equals(input.letterbox())) {
      input = new FrameInput(letterbox, pixels);
      pad();
    }
  }

  private void pad() {
    for (int i = 0; i < pixels.capacity(); i++) {
      pixels.put(i, (byte) Letterbox.PADDING);
    }
  }

  FrameInput input() {
    pixels.clear();
    return input;
  }
}
