package dev.sitewarden.inference.frame;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;

import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;

/** Scales pictures to one size. One thread. */
public final class PictureShrinker implements AutoCloseable {
  private final int widthPx;
  private final int heightPx;
  private final PlanarSource source = new PlanarSource();

  public PictureShrinker(int widthPx, int heightPx) {
    this.widthPx = widthPx;
    this.heightPx = heightPx;
  }

  /**
   * The picture at this shrinker's size, planar Y, U, V (4:2:0, full range) in direct memory.
   *
   * @param picture as {@code Frame.picture()} holds it; direct
   * @param fromWidthPx its width
   * @param fromHeightPx its height
   */
  public ByteBuffer shrink(ByteBuffer picture, int fromWidthPx, int fromHeightPx) {
    int chromaWidth = (widthPx + 1) / 2;
    int luma = widthPx * heightPx;
    int chroma = chromaWidth * ((heightPx + 1) / 2);
    ByteBuffer bytes = ByteBuffer.allocateDirect(luma + 2 * chroma + Pixels.SLACK_BYTES);
    AVFrame from = source.of(picture, fromWidthPx, fromHeightPx);
    try (var planes = new PointerPointer<BytePointer>(4);
        var strides = new IntPointer(4);
        ScalerTarget target =
            ScalerTarget.of(PictureShape.of(from), AV_PIX_FMT_YUV420P, widthPx, heightPx)) {
      Pixels.put(planes, new BytePointer(bytes), 0, luma, (long) luma + chroma);
      strides.put(widthPx, chromaWidth, chromaWidth, 0);
      target.scale(from, planes, strides);
    }
    return bytes.slice(0, luma + 2 * chroma);
  }

  @Override
  public void close() {
    source.close();
  }
}
