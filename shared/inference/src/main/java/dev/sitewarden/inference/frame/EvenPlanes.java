package dev.sitewarden.inference.frame;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_copy_props;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BILINEAR;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCachedContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;

import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.jspecify.annotations.Nullable;

/** Gives decoded pictures as planes of Y, U, V (4:2:0) that may be written to. One thread. */
final class EvenPlanes implements AutoCloseable {
  private final AVFrame converted = Ffmpeg.require(av_frame_alloc(), "av_frame_alloc");
  private @Nullable SwsContext converter;

  /** The picture itself, or a conversion that the next call overwrites. */
  AVFrame of(AVFrame picture) {
    boolean isPlanar420 =
        picture.format() == AV_PIX_FMT_YUV420P || picture.format() == AV_PIX_FMT_YUVJ420P;
    if (picture.format() == AV_PIX_FMT_YUVJ420P) {
      picture.color_range(AVCOL_RANGE_JPEG);
    }
    AVFrame even = isPlanar420 ? picture : convert(picture);
    even.format(AV_PIX_FMT_YUV420P);
    Ffmpeg.require(av_frame_make_writable(even), "av_frame_make_writable");
    return even;
  }

  private AVFrame convert(AVFrame from) {
    if (converted.width() != from.width() || converted.height() != from.height()) {
      converted.width(from.width());
      converted.height(from.height());
      converted.format(AV_PIX_FMT_YUV420P);
      Ffmpeg.require(av_frame_get_buffer(converted, 0), "av_frame_get_buffer");
    }
    boolean fullRange = PictureShape.of(from).fullRange();
    converter =
        Ffmpeg.require(
            sws_getCachedContext(
                converter,
                from.width(),
                from.height(),
                from.format(),
                from.width(),
                from.height(),
                fullRange ? AV_PIX_FMT_YUVJ420P : AV_PIX_FMT_YUV420P,
                SWS_BILINEAR,
                null,
                null,
                (DoublePointer) null),
            "sws_getCachedContext");
    Ffmpeg.require(av_frame_make_writable(converted), "av_frame_make_writable");
    Ffmpeg.require(
        sws_scale(
            converter,
            from.data(),
            from.linesize(),
            0,
            from.height(),
            converted.data(),
            converted.linesize()),
        "sws_scale");
    Ffmpeg.require(av_frame_copy_props(converted, from), "av_frame_copy_props");
    if (fullRange) {
      converted.color_range(AVCOL_RANGE_JPEG);
    }
    return converted;
  }

  /** The picture's planes as they lie in native memory. */
  static PlanarPicture view(AVFrame picture) {
    int chromaWidth = (picture.width() + 1) / 2;
    int chromaHeight = (picture.height() + 1) / 2;
    return new PlanarPicture(
        plane(picture, 0, picture.width(), picture.height()),
        plane(picture, 1, chromaWidth, chromaHeight),
        plane(picture, 2, chromaWidth, chromaHeight));
  }

  private static PlanarPicture.Plane plane(AVFrame picture, int index, int width, int height) {
    int stride = picture.linesize(index);
    BytePointer start = picture.data(index);
    ByteBuffer bytes = start.capacity((long) stride * (height - 1) + width).asByteBuffer();
    return new PlanarPicture.Plane(bytes, stride, width, height);
  }

  @Override
  public void close() {
    av_frame_free(converted);
    sws_freeContext(converter);
  }
}
