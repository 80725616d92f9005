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
  private final InputSize input;
  private final PixelPool pool = new PixelPool();
  private @Nullable PictureScaler scaler;

  FrameMaker(CameraId camera, InputSize input) {
    this.camera = camera;
    this.input = input;
  }

  /** Empty if the thread was interrupted while it waited for a free buffer. */
  Optional<Frame> make(AVFrame picture, long sequence, Instant capturedAt) {
    PictureScaler current = scalerFor(PictureScaler.Shape.of(picture, input));
    try {
      Pixels pixels = pool.take(current.shape().letterbox());
      current.scale(picture, pixels);
      return Optional.of(frame(pixels, current, sequence, capturedAt));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private Frame frame(Pixels pixels, PictureScaler by, long sequence, Instant capturedAt) {
    return new Frame(
        camera,
        sequence,
        capturedAt,
        by.shape().letterbox(),
        pixels.picture(),
        pixels.input(),
        () -> pool.giveBack(pixels));
  }

  private PictureScaler scalerFor(PictureScaler.Shape shape) {
    if (scaler == null || !scaler.shape().equals(shape)) {
      close();
      scaler = new PictureScaler(shape);
    }
    return scaler;
  }

  @Override
  public void close() {
    if (scaler != null) {
      scaler.close();
      scaler = null;
    }
  }
}
