package dev.sitewarden.inference.frame;

import dev.sitewarden.domain.geometry.Letterbox;
import dev.sitewarden.domain.vision.Frame;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/**
 * Letterboxes frames anew, from their pictures, for a model whose input has another size than the
 * one they were made for. One thread.
 */
public final class FrameRescaler implements AutoCloseable {
  private final InputSizes input;
  private final PlanarSource source = new PlanarSource();
  private final Pixels pixels = new Pixels();
  private @Nullable PictureScaler scaler;

  public FrameRescaler(InputSize input) {
    this.input = InputSizes.of(input);
  }

  /**
   * The same frame at this size, valid until the next call and no longer than the given one, which
   * stays the caller's.
   */
  public Frame rescale(Frame frame) {
    Letterbox from = frame.letterbox();
    AVFrame picture = source.of(frame.picture(), from.sourceWidthPx(), from.sourceHeightPx());
    PictureScaler current = scalerFor(PictureShape.of(picture));
    pixels.fit(current.letterboxes());
    current.scale(picture, pixels.inputs());
    return new Frame(
        frame.camera(),
        frame.sequence(),
        frame.capturedAt(),
        frame::picture,
        pixels.frameInputs(),
        () -> {}); // its pixels are this rescaler's and the given frame's
  }

  private PictureScaler scalerFor(PictureShape shape) {
    if (scaler == null || !scaler.isFor(shape, input)) {
      closeScaler();
      scaler = new PictureScaler(shape, input);
    }
    return scaler;
  }

  private void closeScaler() {
    if (scaler != null) {
      scaler.close();
      scaler = null;
    }
  }

  @Override
  public void close() {
    closeScaler();
    pixels.close();
    source.close();
  }
}
