package dev.sitewarden.inference.frame;

import dev.sitewarden.domain.vision.Frame;
import java.util.Optional;

/** Pictures one after another, none left out. One thread reads; frames may be closed on any. */
public interface FrameSource extends AutoCloseable {
  /** How many frames of one source may be open at a time; the next one waits for a close. */
  int MAX_OPEN_FRAMES = PixelPool.SIZE;

  /**
   * The next frame; whoever takes it closes it.
   *
   * @return empty at the end, and when the thread was interrupted while it waited for a free buffer
   *     (its interrupt flag is then set)
   * @throws java.io.UncheckedIOException if the source cannot be read on; the message is one
   *     sentence for the user that names it. All frames before that have been handed out.
   */
  Optional<Frame> next();

  /** Frees the reader; open frames stay valid until they are closed. */
  @Override
  void close();
}
