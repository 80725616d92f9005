package dev.sitewarden.inference.frame;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GBRP;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ422P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ440P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ444P;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BILINEAR;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_ITU601;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_ITU709;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCoefficients;
import static org.bytedeco.ffmpeg.global.swscale.sws_getContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;
import static org.bytedeco.ffmpeg.global.swscale.sws_setColorspaceDetails;

import dev.sitewarden.domain.geometry.Letterbox;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;

/** Turns decoded pictures of one size, format and colour space into {@link Pixels}. */
final class PictureScaler implements AutoCloseable {
  /** No change of brightness, contrast and saturation in swscale's fixed point. */
  private static final int BRIGHTNESS = 0;

  private static final int CONTRAST = 1 << 16;

  /** What a scaler is made for. */
  record Shape(Letterbox letterbox, int pixelFormat, int colourSpace, boolean fullRange) {
    static Shape of(AVFrame picture, InputSize input) {
      int format = picture.format();
      return new Shape(
          new Letterbox(picture.width(), picture.height(), input.widthPx(), input.heightPx()),
          format,
          picture.colorspace(),
          isFullRange(picture));
    }

    static boolean isFullRange(AVFrame picture) {
      return picture.color_range() == AVCOL_RANGE_JPEG || isFullRangeFormat(picture.format());
    }

    private static boolean isFullRangeFormat(int format) {
      return format == AV_PIX_FMT_YUVJ420P
          || format == AV_PIX_FMT_YUVJ422P
          || format == AV_PIX_FMT_YUVJ440P
          || format == AV_PIX_FMT_YUVJ444P;
    }
  }

  private final Shape shape;
  private final SwsContext toPicture;
  private final SwsContext toInput;

  PictureScaler(Shape shape) {
    this.shape = shape;
    Letterbox letterbox = shape.letterbox();
    this.toPicture =
        scaler(shape, letterbox.sourceWidthPx(), letterbox.sourceHeightPx(), AV_PIX_FMT_YUV420P);
    this.toInput =
        scaler(shape, letterbox.contentWidthPx(), letterbox.contentHeightPx(), AV_PIX_FMT_GBRP);
  }

  Shape shape() {
    return shape;
  }

  private static SwsContext scaler(Shape shape, int widthPx, int heightPx, int pixelFormat) {
    Letterbox from = shape.letterbox();
    SwsContext context =
        sws_getContext(
            from.sourceWidthPx(),
            from.sourceHeightPx(),
            shape.pixelFormat(),
            widthPx,
            heightPx,
            pixelFormat,
            SWS_BILINEAR,
            null,
            null,
            (DoublePointer) null);
    Ffmpeg.require(context, "sws_getContext from pixel format " + shape.pixelFormat());
    int standard = shape.colourSpace() == AVCOL_SPC_BT709 ? SWS_CS_ITU709 : SWS_CS_ITU601;
    IntPointer coefficients = sws_getCoefficients(standard);
    int sourceRange = shape.fullRange() ? 1 : 0;
    sws_setColorspaceDetails(
        context, coefficients, sourceRange, coefficients, 1, BRIGHTNESS, CONTRAST, CONTRAST);
    return context;
  }

  /** Writes the picture at source size and at the model's input size. */
  void scale(AVFrame from, Pixels to) {
    scale(toPicture, from, to.picturePlanes, to.pictureStrides);
    scale(toInput, from, to.inputPlanes, to.inputStrides);
  }

  private static void scale(
      SwsContext context, AVFrame from, PointerPointer<?> planes, IntPointer strides) {
    int rows = sws_scale(context, from.data(), from.linesize(), 0, from.height(), planes, strides);
    Ffmpeg.require(rows, "sws_scale");
  }

  @Override
  public void close() {
    sws_freeContext(toPicture);
    sws_freeContext(toInput);
  }
}
