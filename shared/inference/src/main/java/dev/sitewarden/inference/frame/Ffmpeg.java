package dev.sitewarden.inference.frame;

import static org.bytedeco.ffmpeg.global.avdevice.avdevice_register_all;
import static org.bytedeco.ffmpeg.global.avformat.av_find_input_format;
import static org.bytedeco.ffmpeg.global.avformat.avformat_network_init;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_FATAL;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;
import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_EAGAIN;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.global.avdevice;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;

/** FFmpeg's conventions in one place: error codes, "no timestamp", and what it may print. */
final class Ffmpeg {
  static {
    // Its complaints go into our one sentence; printed beside it they would only confuse.
    av_log_set_level(AV_LOG_FATAL);
    avformat_network_init();
  }

  // Below the block that loads the library, which this constant's native method needs.
  static final int AGAIN = AVERROR_EAGAIN();
  static final int END = AVERROR_EOF;
  static final long NO_TIME = AV_NOPTS_VALUE;

  /**
   * Largest picture that is decoded: twice an 8K camera's. A header that lies may not take all
   * memory.
   */
  static final long MAX_PIXELS = 8192L * 8192;

  private Ffmpeg() {}

  /** Loads the libraries and sets what they print; calling it again costs nothing. */
  static void load() {}

  /** The reader of a kind of device; those are in a library of their own. */
  static AVInputFormat device(String name) {
    Loader.load(avdevice.class);
    avdevice_register_all();
    return require(av_find_input_format(name), "demuxer " + name);
  }

  /** FFmpeg's own words for an error code. */
  static String reason(int code) {
    byte[] text = new byte[128];
    av_strerror(code, text, text.length);
    int length = 0;
    while (length < text.length && text[length] != 0) {
      length++;
    }
    return new String(text, 0, length, StandardCharsets.UTF_8);
  }

  /** A sentence for the user: what failed, on which thing, why, and what to do about it. */
  static UncheckedIOException failure(String whatFailed, int code, String wayOut) {
    String reason = reason(code);
    return failure("%s: %s; %s".formatted(whatFailed, reason, wayOut));
  }

  static UncheckedIOException failure(String sentence) {
    return new UncheckedIOException(sentence, new IOException(sentence));
  }

  /** Guards calls that fail only when memory is short or our own arguments are wrong. */
  static int require(int code, String call) {
    if (code < 0) {
      throw new IllegalStateException("%s failed: %s".formatted(call, reason(code)));
    }
    return code;
  }

  static <T> T require(@Nullable T allocated, String call) {
    if (allocated == null) {
      throw new IllegalStateException(call + " gave nothing");
    }
    return allocated;
  }
}
