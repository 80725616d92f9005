package dev.sitewarden.inference.frame;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_GLOBAL_HEADER;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;

import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Encodes pictures of one size as H.264 on the calling thread. Equal pictures make equal bytes.
 * Times are microseconds; no picture waits for a later one.
 */
final class H264Encoder implements AutoCloseable {
  private static final String NAME = "libopenh264";

  /** About 1.3 Mbit/s for 768x432, 8.3 Mbit/s for 1920x1080. */
  private static final long BITS_PER_PIXEL_AND_SECOND = 4;

  private static final int KEY_FRAME_EVERY_SECONDS = 2;

  private final AVCodecContext context;
  private final AVPacket packet;

  /** An encoder for pictures like this one. */
  H264Encoder(AVFrame like, double framesPerSecond) {
    AVCodec codec =
        Ffmpeg.require(avcodec_find_encoder_by_name(NAME), "finding the encoder " + NAME);
    context = Ffmpeg.require(avcodec_alloc_context3(codec), "avcodec_alloc_context3");
    packet = Ffmpeg.require(av_packet_alloc(), "av_packet_alloc");
    context.width(like.width());
    context.height(like.height());
    context.pix_fmt(AV_PIX_FMT_YUV420P);
    context.color_range(like.color_range());
    context.colorspace(like.colorspace());
    context.color_primaries(like.color_primaries());
    context.color_trc(like.color_trc());
    context.time_base().num(1).den(1_000_000);
    int rate = Math.max(1, (int) Math.round(framesPerSecond));
    context.framerate().num(rate).den(1);
    context.gop_size(KEY_FRAME_EVERY_SECONDS * rate);
    context.bit_rate(BITS_PER_PIXEL_AND_SECOND * like.width() * like.height());
    context.thread_count(1); // more would split pictures differently on another machine
    context.flags(context.flags() | AV_CODEC_FLAG_GLOBAL_HEADER);
    int code = avcodec_open2(context, codec, (AVDictionary) null);
    if (code < 0) {
      close();
      Ffmpeg.require(code, "opening the encoder " + NAME);
    }
  }

  /** What comes out. */
  VideoStream describe() {
    byte[] extradata = new byte[context.extradata_size()];
    context.extradata().get(extradata);
    return new VideoStream(AV_CODEC_ID_H264, "h264", extradata, context.width(), context.height());
  }

  boolean fits(AVFrame picture) {
    return picture.width() == context.width() && picture.height() == context.height();
  }

  /** Encodes a picture, which says when it is shown, and writes what comes of it. */
  void encode(AVFrame picture, ClipWriter to) {
    Ffmpeg.require(avcodec_send_frame(context, picture), "encoding a picture");
    write(to);
  }

  /** Writes what was held back. */
  void drain(ClipWriter to) {
    Ffmpeg.require(avcodec_send_frame(context, null), "encoding the last picture");
    write(to);
  }

  private void write(ClipWriter to) {
    int code = avcodec_receive_packet(context, packet);
    while (code >= 0) {
      byte[] data = new byte[packet.size()];
      packet.data().get(data);
      to.write(data, packet.pts(), packet.dts(), (packet.flags() & AV_PKT_FLAG_KEY) != 0);
      av_packet_unref(packet);
      code = avcodec_receive_packet(context, packet);
    }
    if (code != Ffmpeg.AGAIN && code != Ffmpeg.END) {
      Ffmpeg.require(code, "encoding a picture");
    }
  }

  @Override
  public void close() {
    av_packet_free(packet);
    avcodec_free_context(context);
  }
}
