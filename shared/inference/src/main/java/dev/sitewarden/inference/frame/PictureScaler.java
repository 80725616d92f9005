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
import static org.bytedeco.ffmpeg.global.swscale.sws_getCoefficients;
import static org.bytedeco.ffmpeg.global.swscale.sws_getContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_setColorspaceDetails;

import dev.sitewarden.domain.geometry.Letterbox;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;

/** Turns decoded pictures of one size, format and colour space into {@link Pixels}. */
final class PictureScaler implements AutoCloseable {
  /** No change of brightness, contrast and saturation in swscale's fixed point. */
  private static final int BRIGHTNESS = 0;

  private static final int CONTRAST = 1 << 16;

  /** What a scaler is made for. */
  record Shape(int widthPx, int heightPx, int pixelFormat, int colourSpace, boolean fullRange) {
    static Shape of(AVFrame picture) {
      return new Shape(
          picture.width(),
          picture.height(),
          picture.format(),
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
  private final ScalerTarget toPicture;
  private final List<Letterbox> letterboxes;
  private final List<ScalerTarget> toInputs;

  PictureScaler(Shape shape, InputSizes inputs) {
    this.shape = shape;
    toPicture = target(shape, shape.widthPx(), shape.heightPx(), AV_PIX_FMT_YUV420P);
    letterboxes = inputs.all().stream().map(input -> letterbox(shape, input)).toList();
    toInputs =
        letterboxes.stream()
            .map(to -> target(shape, to.contentWidthPx(), to.contentHeightPx(), AV_PIX_FMT_GBRP))
            .toList();
  }

  private static Letterbox letterbox(Shape shape, InputSize input) {
    return new Letterbox(shape.widthPx(), shape.heightPx(), input.widthPx(), input.heightPx());
  }

  Shape shape() {
    return shape;
  }

  /** How the picture is fitted into each input. */
  List<Letterbox> letterboxes() {
    return letterboxes;
  }

  private static ScalerTarget target(Shape shape, int widthPx, int heightPx, int pixelFormat) {
    SwsContext context = scaler(shape, widthPx, heightPx, pixelFormat);
    return new ScalerTarget(context, pixelFormat, widthPx, heightPx);
  }

  private static SwsContext scaler(Shape shape, int widthPx, int heightPx, int pixelFormat) {
    SwsContext context =
        sws_getContext(
            shape.widthPx(),
            shape.heightPx(),
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

  /** Writes the picture at source size and at each model's input size. */
  void scale(AVFrame from, Pixels to) {
    toPicture.scale(from, to.picturePlanes, to.pictureStrides);
    for (int i = 0; i < toInputs.size(); i++) {
      InputPixels input = to.inputs().get(i);
      toInputs.get(i).scale(from, input.planes, input.strides);
    }
  }

  @Override
  public void close() {
    toPicture.close();
    toInputs.forEach(ScalerTarget::close);
  }
}
