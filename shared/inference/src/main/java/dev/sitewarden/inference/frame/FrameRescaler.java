package dev.sitewarden.inference.frame;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE170M;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import dev.sitewarden.domain.geometry.Letterbox;
import dev.sitewarden.domain.vision.Frame;
import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/**
 * Letterboxes frames anew, from their pictures, for a model whose input has another size than the
 * one they were made for. One thread.
 */
public final class FrameRescaler implements AutoCloseable {
  private final InputSizes input;
  private final AVFrame picture;
  private final Pixels pixels = new Pixels();
  private @Nullable PictureScaler scaler;

  public FrameRescaler(InputSize input) {
    this.input = InputSizes.of(input);
    Ffmpeg.load();
    picture = Ffmpeg.require(av_frame_alloc(), "av_frame_alloc");
  }

  /**
   * The same frame at this size, valid until the next call and no longer than the given one, which
   * stays the caller's.
   */
  public Frame rescale(Frame frame) {
    Letterbox from = frame.letterbox();
    describe(from.sourceWidthPx(), from.sourceHeightPx(), frame.picture());
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

  private void describe(int width, int height, ByteBuffer planes) {
    int chromaWidth = (width + 1) / 2;
    int luma = width * height;
    picture.format(AV_PIX_FMT_YUVJ420P);
    picture.color_range(AVCOL_RANGE_JPEG);
    picture.colorspace(AVCOL_SPC_SMPTE170M);
    picture.width(width);
    picture.height(height);
    plane(0, planes, 0, width);
    plane(1, planes, luma, chromaWidth);
    plane(2, planes, luma + chromaWidth * ((height + 1) / 2), chromaWidth);
  }

  private void plane(int index, ByteBuffer planes, int start, int stride) {
    picture.data(index, new BytePointer(planes.duplicate().clear()).getPointer(start));
    picture.linesize(index, stride);
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
    av_frame_free(picture);
  }
}
