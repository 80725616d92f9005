package dev.sitewarden.inference.frame;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;

import dev.sitewarden.domain.vision.Frame;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.FrameRecorder;
import org.jspecify.annotations.Nullable;

/** Writes frames' pictures as an H.264 video in an MP4 file. Belongs to one thread. */
public final class VideoWriter implements AutoCloseable {
  private static final String ENCODER = "libopenh264";
  private static final int DEPTH_BITS = 8;

  private final Path file;
  private final double framesPerSecond;
  private @Nullable FFmpegFrameRecorder recorder;
  private Instant start = Instant.EPOCH;

  /** A video that takes its size from the first frame and its times from the frames. */
  public VideoWriter(Path file, double framesPerSecond) {
    Ffmpeg.load();
    // Naming an encoder that is not there would silently give MPEG-4 part 2.
    Ffmpeg.require(avcodec_find_encoder_by_name(ENCODER), "finding the encoder " + ENCODER);
    this.file = file;
    this.framesPerSecond = framesPerSecond;
  }

  /**
   * Appends a frame's picture.
   *
   * @throws UncheckedIOException if the file cannot be written
   */
  public void write(Frame frame) {
    int width = frame.letterbox().sourceWidthPx();
    int height = frame.letterbox().sourceHeightPx();
    try {
      FFmpegFrameRecorder to = recorderFor(frame, width, height);
      long timeUs = Duration.between(start, frame.capturedAt()).toNanos() / 1000;
      to.setTimestamp(Math.max(timeUs, to.getTimestamp()));
      to.recordImage(width, height, DEPTH_BITS, 1, width, AV_PIX_FMT_YUVJ420P, frame.picture());
    } catch (FrameRecorder.Exception e) {
      throw failed(e);
    }
  }

  private FFmpegFrameRecorder recorderFor(Frame frame, int width, int height)
      throws FrameRecorder.Exception {
    if (recorder == null) {
      var made = new FFmpegFrameRecorder(file.toFile(), width, height);
      made.setFormat("mp4");
      made.setVideoCodec(AV_CODEC_ID_H264);
      made.setVideoCodecName(ENCODER);
      made.setPixelFormat(AV_PIX_FMT_YUV420P);
      made.setFrameRate(framesPerSecond);
      made.setVideoBitrate(width * height * 4); // about 1.3 Mbit/s for 768x432
      made.start();
      recorder = made;
      start = frame.capturedAt();
    }
    return recorder;
  }

  private UncheckedIOException failed(FrameRecorder.Exception e) {
    return new UncheckedIOException("cannot write video %s: %s".formatted(file, e.getMessage()), e);
  }

  @Override
  public void close() {
    if (recorder == null) {
      return;
    }
    try {
      recorder.close();
    } catch (FrameRecorder.Exception e) {
      throw failed(e);
    }
  }
}
