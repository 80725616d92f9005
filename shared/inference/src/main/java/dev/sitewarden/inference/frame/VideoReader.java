package dev.sitewarden.inference.frame;

import static org.bytedeco.ffmpeg.avformat.AVFormatContext.AVFMT_FLAG_NONBLOCK;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_clone;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_move_ref;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avformat.AVFMT_DURATION_FROM_BITRATE;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_q2d;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.PointerPointer;

/** Takes the video packets out of a container or a network stream. */
final class VideoReader implements AutoCloseable {
  /** How long FFmpeg may look at pictures that do come until it knows what they are. */
  private static final Duration PROBE = Duration.ofSeconds(10);

  /** Formats that say nothing of time; FFmpeg would make up 25 frames a second. */
  private static final Set<String> WITHOUT_TIMES = Set.of("mpjpeg", "mjpeg", "h264", "hevc");

  /** How long a plugged-in camera that has no picture yet is left alone. */
  private static final long RETRY_NANOS = 5_000_000;

  private final VideoLocation location;
  private final Duration silence;
  private final AVFormatContext format;
  private final AVPacket packet;
  private final int streamIndex;
  private final boolean live;
  private final Deque<AVPacket> ahead = new ArrayDeque<>();
  private long firstArrivedNanos = System.nanoTime();

  /**
   * @param silence after which a camera that sends nothing has stopped
   */
  VideoReader(VideoLocation location, Duration silence) {
    Ffmpeg.load();
    this.location = location;
    this.silence = silence;
    this.format = open(location, silence);
    this.packet = Ffmpeg.require(av_packet_alloc(), "av_packet_alloc");
    this.streamIndex = findVideo();
    this.live =
        location.isDevice() || location.isRtsp() || (location.mayStall() && format.duration() <= 0);
  }

  private static AVFormatContext open(VideoLocation location, Duration silence) {
    String address = location.forFfmpeg();
    AVInputFormat demuxer = location.isDevice() ? Ffmpeg.device("v4l2") : null;
    AVFormatContext context = Ffmpeg.require(avformat_alloc_context(), "avformat_alloc_context");
    if (location.mayStall()) {
      ReadLimit.guard(context);
    }
    if (location.isDevice()) {
      context.flags(context.flags() | AVFMT_FLAG_NONBLOCK); // its reads cannot be ended
    }
    AVDictionary options = options(location);
    ReadLimit.start(silence);
    int code = avformat_open_input(context, address, demuxer, options);
    av_dict_free(options);
    if (code < 0) {
      throw ReadLimit.isOver() ? location.silent(silence) : location.cannotOpen(code);
    }
    return context;
  }

  private static AVDictionary options(VideoLocation location) {
    AVDictionary options = new AVDictionary(null);
    if (location.isRtsp()) {
      av_dict_set(options, "rtsp_transport", "tcp", 0);
      av_dict_set(options, "allowed_media_types", "video", 0);
    }
    if (location.isSecured()) { // FFmpeg asks nobody unless told to
      av_dict_set(options, "tls_verify", "1", 0);
      av_dict_set(options, "ca_file", location.certificate().toString(), 0);
    }
    if (location.mayStall()) {
      av_dict_set(options, "fpsprobesize", "1", 0); // to measure its rate would take two seconds
    } else { // a file that is a playlist in truth must not reach out
      av_dict_set(options, "protocol_whitelist", "file", 0);
    }
    return options;
  }

  private int findVideo() {
    ReadLimit.start(silence.plus(PROBE));
    int code = avformat_find_stream_info(format, (PointerPointer<?>) null);
    if (code >= 0) {
      code = av_find_best_stream(format, AVMEDIA_TYPE_VIDEO, -1, -1, (AVCodec) null, 0);
    }
    boolean silent = location.mayStall() && ReadLimit.isOver();
    if (silent || code < 0 || stream(code).codecpar().width() == 0) {
      close();
      throw silent ? location.silent(silence) : location.hasNoVideo();
    }
    return code;
  }

  private AVStream stream(int index) {
    return format.streams(index);
  }

  AVStream stream() {
    return stream(streamIndex);
  }

  /** What the packets are made of. */
  VideoStream describe() {
    AVCodecParameters parameters = stream().codecpar();
    byte[] extradata = new byte[parameters.extradata_size()];
    if (extradata.length > 0) {
      parameters.extradata().get(extradata);
    }
    return new VideoStream(
        parameters.codec_id(),
        avcodec_get_name(parameters.codec_id()).getString(),
        extradata,
        parameters.width(),
        parameters.height());
  }

  /** The reader's one packet, overwritten by each {@link #read}. */
  AVPacket packet() {
    return packet;
  }

  /** Whether it shows what happens now. An address that states a duration is a recording. */
  boolean isLive() {
    return live;
  }

  /** Microseconds from the arrival of the first packet until now. */
  long arrivedUs() {
    return (System.nanoTime() - firstArrivedNanos) / 1000;
  }

  /** Whether the only time a packet has is that of its arrival. */
  boolean hasNoTimes() {
    return live && WITHOUT_TIMES.contains(format.iformat().name().getString());
  }

  /**
   * Takes in what a camera sent while it was opened; {@link #read} gives it first.
   *
   * @return how long ago the first packet arrived; zero for a recording
   */
  Duration readAhead() {
    var start = new LiveStart(av_q2d(stream().time_base()) * 1e9);
    boolean more = live && !hasNoTimes();
    while (more && readOn()) {
      ahead.add(Ffmpeg.require(av_packet_clone(packet), "av_packet_clone"));
      long time = packet.dts() == Ffmpeg.NO_TIME ? packet.pts() : packet.dts();
      more = start.add(time, System.nanoTime());
    }
    firstArrivedNanos = start.firstArrivedNanos();
    return Duration.ofNanos(System.nanoTime() - firstArrivedNanos);
  }

  /**
   * Reads the next video packet.
   *
   * @return false at the end, and when the thread was interrupted while it waited
   */
  boolean read() {
    AVPacket next = ahead.poll();
    if (next == null) {
      return readOn();
    }
    av_packet_unref(packet);
    av_packet_move_ref(packet, next);
    av_packet_free(next);
    return true;
  }

  private boolean readOn() {
    ReadLimit.start(silence);
    while (true) {
      av_packet_unref(packet);
      int code = av_read_frame(format, packet);
      boolean silent = location.mayStall() && ReadLimit.isOver();
      if ((code == Ffmpeg.END && !silent) || (location.mayStall() && ReadLimit.isInterrupted())) {
        return false;
      }
      if (code == Ffmpeg.AGAIN && !silent) {
        LockSupport.parkNanos(RETRY_NANOS);
      } else if (code < 0) {
        throw silent ? location.silent(silence) : location.stopped(code);
      } else if (packet.stream_index() == streamIndex) {
        return true;
      }
    }
  }

  /** How long the container says that the video is, in microseconds; 0 if it does not say. */
  long statedDurationUs() {
    boolean guessed = format.duration_estimation_method() == AVFMT_DURATION_FROM_BITRATE;
    long ofStream = stream().duration();
    if (ofStream > 0 && !guessed) {
      return Math.round(ofStream * av_q2d(stream().time_base()) * 1e6);
    }
    // The container's duration is that of its longest stream, so it counts only for the only one.
    boolean alone = format.nb_streams() == 1;
    return alone && !guessed && format.duration() > 0 ? format.duration() : 0;
  }

  /**
   * How many packets the container says that the video has; 0 if it does not say. FFmpeg shortens
   * the duration of an AVI file that is cut off, but not this.
   */
  long statedPackets() {
    return Math.max(0, stream().nb_frames());
  }

  /** Whether the container said that bytes of the current packet are missing. */
  boolean isCutOff() {
    return (packet.flags() & AV_PKT_FLAG_CORRUPT) != 0;
  }

  @Override
  public void close() {
    ahead.forEach(left -> av_packet_free(left));
    ahead.clear();
    av_packet_free(packet);
    avformat_close_input(format);
  }
}
