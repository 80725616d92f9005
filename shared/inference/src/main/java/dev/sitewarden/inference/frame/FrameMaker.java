package dev.sitewarden.inference.frame;

import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.domain.vision.Frame;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/**
 * Makes frames of decoded pictures; follows a source that changes its size on the way, and takers
 * that want other sizes.
 */
final class FrameMaker implements AutoCloseable {
  private final CameraId camera;
  private final Supplier<InputSizes> inputs;
  private final PixelPool pool = new PixelPool();
  private @Nullable PictureScaler scaler;

  /**
   * @param inputs is asked before each frame what that is to be letterboxed to
   */
  FrameMaker(CameraId camera, Supplier<InputSizes> inputs) {
    this.camera = camera;
    this.inputs = inputs;
  }

  /** Empty if the thread was interrupted while it waited for a free buffer. */
  Optional<Frame> make(AVFrame picture, long sequence, Instant capturedAt) {
    PictureScaler current = scalerFor(PictureShape.of(picture));
    try {
      Pixels pixels = pool.take(current.letterboxes());
      current.scale(picture, pixels.inputs());
      pixels.picture().hold(picture);
      return Optional.of(frame(pixels, sequence, capturedAt));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private Frame frame(Pixels pixels, long sequence, Instant capturedAt) {
    return new Frame(
        camera,
        sequence,
        capturedAt,
        pixels.picture()::planes,
        pixels.frameInputs(),
        () -> pool.giveBack(pixels));
  }

  private PictureScaler scalerFor(PictureShape shape) {
    InputSizes wanted = inputs.get();
    if (scaler == null || !scaler.isFor(shape, wanted)) {
      closeScaler();
      scaler = new PictureScaler(shape, wanted);
    }
    return scaler;
  }

  @Override
  public void close() {
    closeScaler();
    pool.close();
  }

  private void closeScaler() {
    if (scaler != null) {
      scaler.close();
      scaler = null;
    }
  }
}
