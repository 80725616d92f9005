package dev.sitewarden.inference.frame;

import java.time.Duration;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.javacpp.Pointer;

/**
 * Ends FFmpeg's waiting for a network when its thread is interrupted, so that a silent camera never
 * holds up a stop, and when it took too long. FFmpeg asks every 100 ms, on the waiting thread.
 */
final class ReadLimit {
  /** One for all: JavaCPP can make only a few, so what it looks at belongs to the thread. */
  private static final AVIOInterruptCB.Callback_Pointer CALLBACK =
      new AVIOInterruptCB.Callback_Pointer() {
        @Override
        public int call(Pointer opaque) {
          return isInterrupted() || isOver() ? 1 : 0;
        }
      };

  private static final ThreadLocal<ReadLimit> CURRENT = ThreadLocal.withInitial(ReadLimit::new);

  private long startNanos = System.nanoTime();
  private long limitNanos = Long.MAX_VALUE;

  private ReadLimit() {}

  /** Lets the context's reads be ended by what {@link #start} says. */
  static void guard(AVFormatContext context) {
    context.interrupt_callback().callback(CALLBACK);
  }

  /** The calling thread begins to wait. */
  static void start(Duration limit) {
    ReadLimit current = CURRENT.get();
    current.startNanos = System.nanoTime();
    current.limitNanos = limit.toNanos();
  }

  static boolean isOver() {
    ReadLimit current = CURRENT.get();
    return System.nanoTime() - current.startNanos > current.limitNanos;
  }

  static boolean isInterrupted() {
    return Thread.currentThread().isInterrupted();
  }
}
