package dev.sitewarden.inference.frame;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_QSCALE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MJPEG;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.FF_QP2LAMBDA;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/** Encodes pictures of one size as JPEG. Belongs to one thread. */
public final class JpegWriter implements AutoCloseable {
  /** FFmpeg's scale, 1 best to 31 worst; 3 shows no blocks at a tenth of the raw size. */
  private static final int QUALITY = 3;

  private final int widthPx;
  private final int heightPx;
  private final AVCodecContext encoder;
  private final AVFrame frame;
  private final AVPacket packet;

  /** An encoder for pictures of this size. */
  public JpegWriter(int widthPx, int heightPx) {
    Ffmpeg.load();
    this.widthPx = widthPx;
    this.heightPx = heightPx;
    AVCodec codec = Ffmpeg.require(avcodec_find_encoder(AV_CODEC_ID_MJPEG), "the JPEG encoder");
    encoder = Ffmpeg.require(avcodec_alloc_context3(codec), "avcodec_alloc_context3");
    frame = Ffmpeg.require(av_frame_alloc(), "av_frame_alloc");
    packet = Ffmpeg.require(av_packet_alloc(), "av_packet_alloc");
    encoder.width(widthPx);
    encoder.height(heightPx);
    encoder.pix_fmt(AV_PIX_FMT_YUVJ420P);
    encoder.color_range(AVCOL_RANGE_JPEG);
    encoder.time_base().num(1).den(25); // asked for, never used
    encoder.thread_count(1);
    encoder.flags(encoder.flags() | AV_CODEC_FLAG_QSCALE);
    encoder.global_quality(FF_QP2LAMBDA * QUALITY);
    Ffmpeg.require(avcodec_open2(encoder, codec, (AVDictionary) null), "opening the JPEG encoder");
  }

  /**
   * Encodes one picture.
   *
   * @param picture planar Y, U, V as {@code Frame.picture()} holds it; direct
   */
  public byte[] encode(ByteBuffer picture) {
    int chromaWidth = (widthPx + 1) / 2;
    int luma = widthPx * heightPx;
    int chroma = chromaWidth * ((heightPx + 1) / 2);
    if (!picture.isDirect() || picture.limit() < luma + 2 * chroma) {
      throw new IllegalArgumentException(
          "picture must be direct and hold %d bytes for %dx%d, got %s"
              .formatted(luma + 2 * chroma, widthPx, heightPx, picture));
    }
    BytePointer base = new BytePointer(picture.slice(0, luma + 2 * chroma));
    plane(0, base, widthPx);
    plane(1, base.getPointer(luma), chromaWidth);
    plane(2, base.getPointer((long) luma + chroma), chromaWidth);
    return encode();
  }

  private void plane(int index, BytePointer start, int stride) {
    frame.data(index, start);
    frame.linesize(index, stride);
  }

  private byte[] encode() {
    frame.width(widthPx);
    frame.height(heightPx);
    frame.format(AV_PIX_FMT_YUVJ420P);
    frame.color_range(AVCOL_RANGE_JPEG);
    frame.quality(encoder.global_quality());
    Ffmpeg.require(avcodec_send_frame(encoder, frame), "encoding a JPEG");
    Ffmpeg.require(avcodec_receive_packet(encoder, packet), "encoding a JPEG");
    byte[] jpeg = new byte[packet.size()];
    packet.data().get(jpeg);
    av_packet_unref(packet);
    return jpeg;
  }

  @Override
  public void close() {
    av_packet_free(packet);
    av_frame_free(frame);
    avcodec_free_context(encoder);
  }
}
