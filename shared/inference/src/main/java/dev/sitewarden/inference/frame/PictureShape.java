package dev.sitewarden.inference.frame;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ422P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ440P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ444P;

import org.bytedeco.ffmpeg.avutil.AVFrame;

/** What a decoded picture is like, and so what a scaler of it is made for. */
record PictureShape(
    int widthPx, int heightPx, int pixelFormat, int colourSpace, boolean fullRange) {
  static PictureShape of(AVFrame picture) {
    return new PictureShape(
        picture.width(),
        picture.height(),
        picture.format(),
        picture.colorspace(),
        isFullRange(picture));
  }

  private static boolean isFullRange(AVFrame picture) {
    return picture.color_range() == AVCOL_RANGE_JPEG || isFullRangeFormat(picture.format());
  }

  private static boolean isFullRangeFormat(int format) {
    return format == AV_PIX_FMT_YUVJ420P
        || format == AV_PIX_FMT_YUVJ422P
        || format == AV_PIX_FMT_YUVJ440P
        || format == AV_PIX_FMT_YUVJ444P;
  }
}
