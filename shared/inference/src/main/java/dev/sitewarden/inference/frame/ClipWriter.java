package dev.sitewarden.inference.frame;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_WRITE;
import static org.bytedeco.ffmpeg.global.avformat.av_interleaved_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_closep;
import static org.bytedeco.ffmpeg.global.avformat.avio_flush;
import static org.bytedeco.ffmpeg.global.avformat.avio_open;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_make_q;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVRational;

/**
 * Puts encoded packets into an MP4 file without re-encoding. Equal packets make equal bytes.
 * Belongs to one thread; {@link #finish} makes the file whole, {@link #close} frees what it holds.
 */
public final class ClipWriter implements AutoCloseable {
  /** The index stands first, so that a browser starts to play before it has everything. */
  private static final String INDEX_FIRST = "+faststart";

  /** The file begins without an index; each fragment brings its own. */
  private static final String FRAGMENTS = "+frag_custom+empty_moov+default_base_moof";

  private final Path file;
  private final AVFormatContext format = new AVFormatContext(null);
  private final AVPacket packet;
  private final AVRational microseconds = av_make_q(1, 1_000_000);
  private final AVStream stream;
  private long lastDtsUs;
  private boolean isBegun;

  /**
   * Starts a file, replacing one that is there.
   *
   * @throws UncheckedIOException if it cannot be written or the codec does not go into MP4
   */
  public ClipWriter(Path file, VideoStream video) {
    this(file, video, INDEX_FIRST);
  }

  /**
   * Starts a file that can be read while it grows, and after a power cut, as far as it was
   * {@linkplain #flush flushed}: fragmented MP4.
   *
   * @throws UncheckedIOException if it cannot be written or the codec does not go into MP4
   */
  public static ClipWriter growing(Path file, VideoStream video) {
    return new ClipWriter(file, video, FRAGMENTS);
  }

  private ClipWriter(Path file, VideoStream video, String layout) {
    Ffmpeg.load();
    this.file = file;
    Ffmpeg.require(
        avformat_alloc_output_context2(format, null, "mp4", file.toString()), "the MP4 writer");
    format.flags(
        format.flags() | AVFormatContext.AVFMT_FLAG_BITEXACT); // no version, no creation time
    packet = Ffmpeg.require(av_packet_alloc(), "av_packet_alloc");
    stream = Ffmpeg.require(avformat_new_stream(format, (AVCodec) null), "avformat_new_stream");
    video.describeTo(stream.codecpar());
    stream.time_base(microseconds);
    start(layout);
  }

  private void start(String layout) {
    AVIOContext out = new AVIOContext(null);
    AVDictionary options = new AVDictionary(null);
    av_dict_set(options, "movflags", layout, 0);
    int code = avio_open(out, file.toString(), AVIO_FLAG_WRITE);
    if (code >= 0) {
      format.pb(out);
      code = avformat_write_header(format, options);
    }
    av_dict_free(options);
    if (code < 0) {
      close();
      throw failed(code);
    }
  }

  /**
   * Appends a packet, in decoding order; times are microseconds on one clock.
   *
   * @throws UncheckedIOException if the file cannot be written
   */
  public void write(byte[] data, long ptsUs, long dtsUs, boolean keyFrame) {
    Ffmpeg.require(av_new_packet(packet, data.length), "av_new_packet");
    packet.data().put(data);
    packet.pts(ptsUs);
    packet.dts(dtsUs);
    packet.duration(
        isBegun ? dtsUs - lastDtsUs : 0); // a last packet without one would not be shown
    isBegun = true;
    lastDtsUs = dtsUs;
    packet.flags(keyFrame ? AV_PKT_FLAG_KEY : 0);
    packet.stream_index(stream.index());
    av_packet_rescale_ts(packet, microseconds, stream.time_base());
    int code = av_interleaved_write_frame(format, packet);
    av_packet_unref(packet);
    if (code < 0) {
      throw failed(code);
    }
  }

  /**
   * Ends a growing file's fragment and gives it to the kernel.
   *
   * @throws UncheckedIOException if the file cannot be written
   */
  public void flush() {
    int code = av_interleaved_write_frame(format, (AVPacket) null);
    if (code >= 0) {
      code = av_write_frame(format, (AVPacket) null);
      avio_flush(format.pb());
    }
    if (code < 0 || format.pb().error() < 0) {
      throw failed(Math.min(code, format.pb().error()));
    }
  }

  /**
   * Writes the index.
   *
   * @throws UncheckedIOException if the file cannot be written
   */
  public void finish() {
    int code = av_write_trailer(format);
    if (code < 0 || format.pb().error() < 0) {
      throw failed(Math.min(code, format.pb().error()));
    }
  }

  private UncheckedIOException failed(int code) {
    return Ffmpeg.failure(
        "cannot write clip " + file, code, "check that the disk has space and may be written");
  }

  @Override
  public void close() {
    av_packet_free(packet);
    if (format.pb() != null && !format.pb().isNull()) {
      avio_closep(format.pb());
      format.pb(null);
    }
    avformat_free_context(format);
  }
}
