package dev.sitewarden.inference.frame;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE170M;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/**
 * Bytes as {@code Frame.picture()} holds them, as a picture that swscale reads. Owns none of the
 * bytes. One thread.
 */
final class PlanarSource implements AutoCloseable {
  private final AVFrame picture;

  PlanarSource() {
    Ffmpeg.load();
    picture = Ffmpeg.require(av_frame_alloc(), "av_frame_alloc");
  }

  /**
   * The picture, until the next call and no longer than its bytes.
   *
   * @param planes Y, U, V (4:2:0, full range) without padding; direct
   */
  AVFrame of(ByteBuffer planes, int width, int height) {
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
    return picture;
  }

  private void plane(int index, ByteBuffer planes, int start, int stride) {
    picture.data(index, new BytePointer(planes.duplicate().clear()).getPointer(start));
    picture.linesize(index, stride);
  }

  @Override
  public void close() {
    av_frame_free(picture);
  }
}
