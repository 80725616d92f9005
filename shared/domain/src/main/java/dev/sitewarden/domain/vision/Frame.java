package dev.sitewarden.domain.vision;

import dev.sitewarden.domain.geometry.Letterbox;
import dev.sitewarden.domain.site.CameraId;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One decoded picture with borrowed pixels; whoever takes it closes it, once, and reads no pixel
 * afterwards. Not thread-safe; handed from one thread to the next as a whole.
 */
public final class Frame implements AutoCloseable {
  private final CameraId camera;
  private final long sequence;
  private final Instant capturedAt;
  private final Supplier<ByteBuffer> picture;
  private final List<FrameInput> inputs;
  private final Runnable release;

  /**
   * @param sequence position in its source, counted from 0, dropped frames included
   * @param capturedAt when the camera saw it
   * @param picture gives planar Y, U, V (4:2:0, full range, each plane without padding) at source
   *     size; direct, the same buffer each time; made when first asked for, since few frames are
   * @param inputs the picture at each model's input size, at least one
   * @param release gives the pixels back to their owner
   */
  public Frame(
      CameraId camera,
      long sequence,
      Instant capturedAt,
      Supplier<ByteBuffer> picture,
      List<FrameInput> inputs,
      Runnable release) {
    this.camera = camera;
    this.sequence = sequence;
    this.capturedAt = capturedAt;
    this.picture = picture;
    this.inputs = List.copyOf(inputs);
    this.release = release;
  }

  /**
   * A frame for one model, whose picture is there.
   *
   * @see #Frame(CameraId, long, Instant, Supplier, List, Runnable)
   */
  public Frame(
      CameraId camera,
      long sequence,
      Instant capturedAt,
      Letterbox letterbox,
      ByteBuffer picture,
      ByteBuffer input,
      Runnable release) {
    this(
        camera,
        sequence,
        capturedAt,
        () -> picture,
        List.of(new FrameInput(letterbox, input)),
        release);
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

  /** Size of the picture and of the first model's input. */
  public Letterbox letterbox() {
    return inputs.getFirst().letterbox();
  }

  /**
   * Planar Y, U, V at source size: {@code w*h} bytes, then two planes of {@code
   * ceil(w/2)*ceil(h/2)}.
   */
  public ByteBuffer picture() {
    return picture.get();
  }

  /** What the first model eats, as {@link FrameInput#pixels}. */
  public ByteBuffer input() {
    return inputs.getFirst().pixels();
  }

  /** What a model of this input size eats; empty if the frame was not made for it. */
  public Optional<FrameInput> input(int widthPx, int heightPx) {
    for (FrameInput input : inputs) {
      Letterbox letterbox = input.letterbox();
      if (letterbox.inputWidthPx() == widthPx && letterbox.inputHeightPx() == heightPx) {
        return Optional.of(input);
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    release.run();
  }
}
