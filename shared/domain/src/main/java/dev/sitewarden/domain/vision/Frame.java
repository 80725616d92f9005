package dev.sitewarden.domain.vision;

import dev.sitewarden.domain.geometry.Letterbox;
import dev.sitewarden.domain.site.CameraId;
import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * One decoded picture with borrowed pixels; whoever takes it closes it, once, and reads no pixel
 * afterwards. Not thread-safe; handed from one thread to the next as a whole.
 */
public final class Frame implements AutoCloseable {
  private final CameraId camera;
  private final long sequence;
  private final Instant capturedAt;
  private final Letterbox letterbox;
  private final ByteBuffer picture;
  private final ByteBuffer input;
  private final Runnable release;

  /**
   * @param sequence position in its source, counted from 0, dropped frames included
   * @param capturedAt when the camera saw it
   * @param letterbox size of the picture and of the model's input, px
   * @param picture planar Y, U, V (4:2:0, full range, each plane without padding) at source size;
   *     direct
   * @param input planar R, G, B bytes at the model's input size, letterboxed; direct
   * @param release gives the pixels back to their owner
   */
  public Frame(
      CameraId camera,
      long sequence,
      Instant capturedAt,
      Letterbox letterbox,
      ByteBuffer picture,
      ByteBuffer input,
      Runnable release) {
    this.camera = camera;
    this.sequence = sequence;
    this.capturedAt = capturedAt;
    this.letterbox = letterbox;
    this.picture = picture;
    this.input = input;
    this.release = release;
  }

  public CameraId camera() {
    return camera;
  }

  public long sequence() {
    return sequence;
  }

  public Instant capturedAt() {
    return capturedAt;
  }

  public Letterbox letterbox() {
    return letterbox;
  }

  /**
   * Planar Y, U, V at source size: {@code w*h} bytes, then two planes of {@code
   * ceil(w/2)*ceil(h/2)}.
   */
  public ByteBuffer picture() {
    return picture;
  }

  /**
   * {@code byte[3][inputHeight][inputWidth]}, R then G then B, 0..255, padded with {@link
   * Letterbox#PADDING}.
   */
  public ByteBuffer input() {
    return input;
  }

  @Override
  public void close() {
    release.run();
  }
}
