package dev.sitewarden.inference.frame;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_make_q;

import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;

/** Decodes one stream's packets on the calling thread; a frame leaves as soon as it can. */
final class VideoDecoder implements AutoCloseable {
  private final AVCodecContext context;
  private final AVFrame picture;
  private long damagedPackets;

  VideoDecoder(AVStream stream, String location) {
    this(stream.codecpar(), stream.time_base(), location);
  }

  /** A decoder of packets whose times are microseconds. */
  static VideoDecoder of(VideoStream video, String location) {
    AVCodecParameters parameters = Ffmpeg.require(avcodec_parameters_alloc(), "codec parameters");
    try {
      video.describeTo(parameters);
      return new VideoDecoder(parameters, av_make_q(1, 1_000_000), location);
    } finally {
      avcodec_parameters_free(parameters);
    }
  }

  private VideoDecoder(AVCodecParameters parameters, AVRational timeBase, String location) {
    int codecId = parameters.codec_id();
    AVCodec codec = avcodec_find_decoder(codecId);
    if (codec == null) {
      throw Ffmpeg.failure(
          "cannot decode %s: this build of FFmpeg has no decoder for %s; convert it to H.264"
              .formatted(location, avcodec_get_name(codecId).getString()));
    }
    context = Ffmpeg.require(avcodec_alloc_context3(codec), "avcodec_alloc_context3");
    picture = Ffmpeg.require(av_frame_alloc(), "av_frame_alloc");
    Ffmpeg.require(avcodec_parameters_to_context(context, parameters), "codec parameters");
    context.pkt_timebase(timeBase);
    context.max_pixels(Ffmpeg.MAX_PIXELS);
    context.thread_count(1); // frame threads would add latency and take the detector's core
    int code = avcodec_open2(context, codec, (AVDictionary) null);
    if (code < 0) {
      close();
      throw Ffmpeg.failure("cannot decode " + location, code, "convert it to H.264");
    }
  }

  /** The decoder's one picture, overwritten by each {@link #receive}. */
  AVFrame picture() {
    return picture;
  }

  /** Packets that the decoder refused; their pictures are missing. */
  long damagedPackets() {
    return damagedPackets;
  }

  void send(AVPacket packet) {
    if (avcodec_send_packet(context, packet) < 0) {
      damagedPackets++;
    }
  }

  /** Says that no packet follows, so that the pictures held back come out. */
  void drain() {
    avcodec_send_packet(context, null);
  }

  /** What {@link #receive} found. */
  enum Outcome {
    PICTURE,
    NEEDS_PACKET,
    END
  }

  Outcome receive() {
    int code = avcodec_receive_frame(context, picture);
    while (code < 0 && code != Ffmpeg.AGAIN && code != Ffmpeg.END) {
      damagedPackets++;
      code = avcodec_receive_frame(context, picture);
    }
    if (code == Ffmpeg.END) {
      return Outcome.END;
    }
    return code == Ffmpeg.AGAIN ? Outcome.NEEDS_PACKET : Outcome.PICTURE;
  }

  @Override
  public void close() {
    av_frame_free(picture);
    avcodec_free_context(context);
  }
}
