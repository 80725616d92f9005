package dev.sitewarden.inference.frame;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_BMP;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MJPEG;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_PNG;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_WEBP;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The still pictures that can be read, told by their first bytes, not by their name. */
enum ImageFormat {
  JPEG(AV_CODEC_ID_MJPEG, "\u00FF\u00D8\u00FF"),
  PNG(AV_CODEC_ID_PNG, "\u0089PNG"),
  BMP(AV_CODEC_ID_BMP, "BM"),
  WEBP(AV_CODEC_ID_WEBP, "RIFF");

  private static final Set<String> EXTENSIONS = Set.of("jpg", "jpeg", "png", "bmp", "webp");

  private static final int START_OF_SCAN = 0xDA;
  private static final int END_OF_IMAGE = 0xD9;

  private final int codecId;
  private final String firstBytes;

  ImageFormat(int codecId, String firstBytes) {
    this.codecId = codecId;
    this.firstBytes = firstBytes;
  }

  /** FFmpeg's {@code AVCodecID}. */
  int codecId() {
    return codecId;
  }

  static Optional<ImageFormat> of(byte[] content) {
    for (ImageFormat format : values()) {
      if (format.starts(content)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }

  /**
   * Whether the end of the picture is there. FFmpeg paints what is missing of a JPEG grey; its
   * other decoders notice themselves.
   */
  boolean isWhole(byte[] content) {
    // Inside a scan 0xFF stands only before 0 and restart marks, so these are real markers.
    return this != JPEG || lastMarker(content, END_OF_IMAGE) > lastMarker(content, START_OF_SCAN);
  }

  private static int lastMarker(byte[] content, int marker) {
    for (int i = content.length - 2; i >= 0; i--) {
      if ((content[i] & 0xFF) == 0xFF && (content[i + 1] & 0xFF) == marker) {
        return i;
      }
    }
    return -1;
  }

  private boolean starts(byte[] content) {
    int length = Math.min(content.length, firstBytes.length());
    return new String(content, 0, length, StandardCharsets.ISO_8859_1).equals(firstBytes);
  }

  /** Whether a file's name says that it is a picture. */
  static boolean isNamedLikeOne(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return EXTENSIONS.contains(name.substring(name.lastIndexOf('.') + 1));
  }
}
