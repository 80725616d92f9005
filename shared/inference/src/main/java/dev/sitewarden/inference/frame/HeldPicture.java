package dev.sitewarden.inference.frame;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_ref;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/**
 * A decoded picture that becomes planar Y, U, V (4:2:0, full range) when somebody first asks for
 * it: most frames are looked at by models only, and at 1920x1080 this costs as much as all
 * letterboxing. Holds the decoder's own buffer until then. Belongs to whoever has the frame.
 */
final class HeldPicture implements AutoCloseable {
  private final AVFrame decoded = Ffmpeg.require(av_frame_alloc(), "av_frame_alloc");
  private final PointerPointer<BytePointer> planes = new PointerPointer<>(4);
  private final IntPointer strides = new IntPointer(4);
  private ByteBuffer bytes = ByteBuffer.allocateDirect(0);
  private ByteBuffer picture = bytes;
  private @Nullable PictureShape shape;
  private @Nullable ScalerTarget scaler;
  private boolean isMade;

  /** Keeps this picture; the frame that it comes from may be overwritten. */
  void hold(AVFrame from) {
    release();
    Ffmpeg.require(av_frame_ref(decoded, from), "av_frame_ref");
  }

  /** The planes, each without padding; the same buffer until another picture is held. */
  ByteBuffer planes() {
    if (!isMade) {
      scalerFor(PictureShape.of(decoded)).scale(decoded, planes, strides);
      isMade = true;
    }
    return picture.clear();
  }

  private ScalerTarget scalerFor(PictureShape wanted) {
    ScalerTarget current = scaler;
    if (current == null || !wanted.equals(shape)) {
      closeScaler();
      fit(wanted.widthPx(), wanted.heightPx());
      current = ScalerTarget.of(wanted, AV_PIX_FMT_YUV420P, wanted.widthPx(), wanted.heightPx());
      scaler = current;
      shape = wanted;
    }
    return current;
  }

  /** Allocates only at first and where the picture grows. */
  private void fit(int width, int height) {
    int chromaWidth = (width + 1) / 2;
    int chroma = chromaWidth * ((height + 1) / 2);
    int luma = width * height;
    int capacity = luma + 2 * chroma + Pixels.SLACK_BYTES;
    bytes = bytes.capacity() >= capacity ? bytes : ByteBuffer.allocateDirect(capacity);
    picture = bytes.slice(0, luma + 2 * chroma);
    Pixels.put(planes, new BytePointer(bytes), 0, luma, (long) luma + chroma);
    strides.put(width, chromaWidth, chromaWidth, 0);
  }

  /** Gives the decoder its buffer back. */
  void release() {
    av_frame_unref(decoded);
    isMade = false;
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
    av_frame_free(decoded);
  }
}
