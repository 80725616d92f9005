package dev.sitewarden.inference.frame;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_image_copy;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BILINEAR;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_ITU601;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_ITU709;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCoefficients;
import static org.bytedeco.ffmpeg.global.swscale.sws_getContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;
import static org.bytedeco.ffmpeg.global.swscale.sws_setColorspaceDetails;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * One size and format that pictures of one shape are scaled to. swscale's vector code writes whole
 * blocks, past the end of a row whose width is none: into the padding beside a letterboxed picture,
 * or into the next plane. Such rows are scaled beside the target and copied to it.
 */
final class ScalerTarget implements AutoCloseable {
  /** Widest vector that swscale writes. */
  private static final int BLOCK_BYTES = 32;

  /** No change of brightness, contrast and saturation in swscale's fixed point. */
  private static final int BRIGHTNESS = 0;

  private static final int CONTRAST = 1 << 16;

  private final SwsContext context;
  private final int pixelFormat;
  private final int widthPx;
  private final int heightPx;
  private final boolean wholeBlocks;
  private final PointerPointer<BytePointer> planes = new PointerPointer<>(4);
  private final IntPointer strides = new IntPointer(4);
  private final BytePointer scratch;

  /**
   * A target of this size.
   *
   * @param pixelFormat three planes: {@code YUV420P} or {@code GBRP}; full range
   */
  static ScalerTarget of(PictureShape from, int pixelFormat, int widthPx, int heightPx) {
    SwsContext context =
        sws_getContext(
            from.widthPx(),
            from.heightPx(),
            from.pixelFormat(),
            widthPx,
            heightPx,
            pixelFormat,
            SWS_BILINEAR,
            null,
            null,
            (DoublePointer) null);
    Ffmpeg.require(context, "sws_getContext from pixel format " + from.pixelFormat());
    int standard = from.colourSpace() == AVCOL_SPC_BT709 ? SWS_CS_ITU709 : SWS_CS_ITU601;
    IntPointer coefficients = sws_getCoefficients(standard);
    int sourceRange = from.fullRange() ? 1 : 0;
    sws_setColorspaceDetails(
        context, coefficients, sourceRange, coefficients, 1, BRIGHTNESS, CONTRAST, CONTRAST);
    return new ScalerTarget(context, pixelFormat, widthPx, heightPx);
  }

  private ScalerTarget(SwsContext context, int pixelFormat, int widthPx, int heightPx) {
    this.context = context;
    this.pixelFormat = pixelFormat;
    this.widthPx = widthPx;
    this.heightPx = heightPx;
    int shift = pixelFormat == AV_PIX_FMT_YUV420P ? 1 : 0;
    int chromaWidth = Math.ceilDiv(widthPx, 1 << shift);
    int chromaHeight = Math.ceilDiv(heightPx, 1 << shift);
    wholeBlocks = widthPx % BLOCK_BYTES == 0 && chromaWidth % BLOCK_BYTES == 0;
    int stride = wholeBlocks(widthPx);
    int chromaStride = wholeBlocks(chromaWidth);
    long luma = (long) stride * heightPx;
    long chroma = (long) chromaStride * chromaHeight;
    scratch = new BytePointer(wholeBlocks ? 1 : luma + 2 * chroma + Pixels.SLACK_BYTES);
    Pixels.put(planes, scratch, 0, luma, luma + chroma);
    strides.put(stride, chromaStride, chromaStride, 0);
  }

  private static int wholeBlocks(int bytes) {
    return Math.ceilDiv(bytes, BLOCK_BYTES) * BLOCK_BYTES;
  }

  /** Scales a picture to these planes and nowhere else. */
  void scale(AVFrame from, PointerPointer<?> to, IntPointer toStrides) {
    if (wholeBlocks) {
      scaleTo(from, to, toStrides);
    } else {
      scaleTo(from, planes, strides);
      av_image_copy(to, toStrides, planes, strides, pixelFormat, widthPx, heightPx);
    }
  }

  private void scaleTo(AVFrame from, PointerPointer<?> to, IntPointer toStrides) {
    int rows = sws_scale(context, from.data(), from.linesize(), 0, from.height(), to, toStrides);
    Ffmpeg.require(rows, "sws_scale");
  }

  @Override
  public void close() {
    sws_freeContext(context);
    scratch.deallocate();
  }
}
