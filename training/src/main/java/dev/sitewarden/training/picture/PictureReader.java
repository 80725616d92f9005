package dev.sitewarden.training.picture;

import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.domain.vision.Frame;
import dev.sitewarden.inference.frame.ImageFolder;
import dev.sitewarden.inference.frame.InputSize;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Reads a picture file through the reader that also serves. */
final class PictureReader {
  private static final CameraId CAMERA = new CameraId("training");

  private final InputSize largest;

  /**
   * @param sizePx the longer side of every picture that is read
   */
  PictureReader(int sizePx) {
    largest = new InputSize(sizePx, sizePx);
  }

  /**
   * Reads one picture.
   *
   * @throws java.io.UncheckedIOException if it cannot be read
   */
  Picture read(Path file) {
    try (var source = ImageFolder.of(List.of(file), CAMERA, largest, Instant.EPOCH);
        var frame = source.next().orElseThrow(() -> empty(file))) {
      return content(frame);
    }
  }

  private static IllegalArgumentException empty(Path file) {
    return new IllegalArgumentException("picture %s holds no picture".formatted(file));
  }

  /** The letterboxed input without its padding. */
  private static Picture content(Frame frame) {
    var letterbox = frame.letterbox();
    int width = letterbox.contentWidthPx();
    int height = letterbox.contentHeightPx();
    byte[] planes = new byte[3 * width * height];
    ByteBuffer input = frame.input();
    for (int plane = 0; plane < 3; plane++) {
      for (int row = 0; row < height; row++) {
        int from = (plane * letterbox.inputHeightPx() + row) * letterbox.inputWidthPx();
        input.get(from, planes, (plane * height + row) * width, width);
      }
    }
    return new Picture(width, height, planes);
  }
}
