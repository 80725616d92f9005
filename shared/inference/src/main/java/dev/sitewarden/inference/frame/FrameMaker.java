package dev.sitewarden.inference.frame;

import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.domain.vision.Frame;
import java.time.Instant;
import java.util.Optional;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/** Makes frames of decoded pictures; follows a source that changes its size on the way. */
final class FrameMaker implements AutoCloseable {
  private final CameraId camera;
  private final InputSizes inputs;
  private final PixelPool pool = new PixelPool();
  private @Nullable PictureScaler scaler;

  FrameMaker(CameraId camera, InputSizes inputs) {
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
    if (scaler == null || !scaler.shape().equals(shape)) {
      closeScaler();
      scaler = new PictureScaler(shape, inputs);
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
