package dev.sitewarden.inference.frame;

import dev.sitewarden.domain.geometry.Letterbox;
import dev.sitewarden.domain.vision.FrameInput;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;

/** The reused memory behind a frame: its picture, and the letterboxed picture for each model. */
final class Pixels implements AutoCloseable {
  /** FFmpeg's vector code may write this far past the end of a row. */
  static final int SLACK_BYTES = 64;

  private final HeldPicture picture = new HeldPicture();
  private List<InputPixels> inputs = List.of();

  HeldPicture picture() {
    return picture;
  }

  /** One for each model. */
  List<InputPixels> inputs() {
    return inputs;
  }

  /** For a frame. */
  List<FrameInput> frameInputs() {
    return inputs.stream().map(InputPixels::input).toList();
  }

  /** Shapes the inputs for pictures of one size; allocates where an input gets another size. */
  void fit(List<Letterbox> wanted) {
    if (!haveSizesOf(wanted)) {
      inputs = wanted.stream().map(InputPixels::new).toList();
    }
    for (int i = 0; i < wanted.size(); i++) {
      inputs.get(i).fit(wanted.get(i));
    }
  }

  private boolean haveSizesOf(List<Letterbox> wanted) {
    return inputs.size() == wanted.size()
        && IntStream.range(0, wanted.size()).allMatch(i -> inputs.get(i).hasSizeOf(wanted.get(i)));
  }

  static void put(
      PointerPointer<BytePointer> planes, BytePointer base, long first, long second, long third) {
    planes.put(0, base.getPointer(first));
    planes.put(1, base.getPointer(second));
    planes.put(2, base.getPointer(third));
    planes.put(3, new BytePointer());
  }

  @Override
  public void close() {
    picture.close();
  }
}
