package dev.sitewarden.inference.frame;

import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Decodes still pictures, one decoder per format; EXIF rotation is ignored, as labels ignore it.
 */
final class ImageDecoder implements AutoCloseable {
  private final Map<ImageFormat, AVCodecContext> contexts = new EnumMap<>(ImageFormat.class);
  private final AVPacket packet;
  private final AVFrame picture;

  ImageDecoder() {
    Ffmpeg.load();
    packet = Ffmpeg.require(av_packet_alloc(), "av_packet_alloc");
    picture = Ffmpeg.require(av_frame_alloc(), "av_frame_alloc");
  }

  /**
   * Decodes one picture into the decoder's one {@code AVFrame}, overwritten by the next call.
   *
   * @throws UncheckedIOException with one sentence that names the file
   */
  AVFrame decode(Path file) {
    byte[] content = read(file);
    ImageFormat format =
        ImageFormat.of(content)
            .filter(found -> found.isWhole(content))
            .orElseThrow(() -> unreadable(file));
    AVCodecContext context = contexts.computeIfAbsent(format, ImageDecoder::open);
    Ffmpeg.require(av_new_packet(packet, content.length), "av_new_packet");
    packet.data().put(content);
    int code = avcodec_send_packet(context, packet);
    av_packet_unref(packet);
    if (code >= 0) {
      code = avcodec_receive_frame(context, picture);
    }
    if (code < 0 || picture.decode_error_flags() != 0) {
      throw unreadable(file);
    }
    return picture;
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new UncheckedIOException("no picture at %s; check the path".formatted(file), e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read picture %s: %s".formatted(file, e), e);
    }
  }

  private static UncheckedIOException unreadable(Path file) {
    return Ffmpeg.failure(
        "%s is no readable JPEG, PNG, BMP or WebP picture of at most %d million pixels; it may be cut off: replace or remove it"
            .formatted(file, Ffmpeg.MAX_PIXELS / 1_000_000));
  }

  private static AVCodecContext open(ImageFormat format) {
    AVCodec codec = Ffmpeg.require(avcodec_find_decoder(format.codecId()), "decoder " + format);
    AVCodecContext context = Ffmpeg.require(avcodec_alloc_context3(codec), "decoder context");
    context.max_pixels(Ffmpeg.MAX_PIXELS);
    context.thread_count(1); // frame threads would hold pictures back
    Ffmpeg.require(avcodec_open2(context, codec, (AVDictionary) null), "avcodec_open2");
    return context;
  }

  @Override
  public void close() {
    contexts.values().forEach(context -> avcodec_free_context(context));
    contexts.clear();
    av_frame_free(picture);
    av_packet_free(packet);
  }
}
