package dev.sitewarden.inference.frame;

import dev.sitewarden.domain.vision.Frame;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Reads another source on a thread of its own, so that decoding overlaps with what the taker does.
 * Drops nothing: when the taker is slow, the reader waits.
 */
public final class ReadAhead implements FrameSource {
  /** One frame is being made and one is with the taker; the pool has four. */
  private static final int CAPACITY = PixelPool.SIZE - 2;

  private sealed interface Item {
    record Picture(Frame frame) implements Item {}

    record End() implements Item {}

    record Failed(RuntimeException reason) implements Item {}
  }

  private final FrameSource source;
  private final BlockingQueue<Item> items = new ArrayBlockingQueue<>(CAPACITY);
  private final Thread reader;
  private boolean ended;

  /** Takes over the source and starts to read it; {@link #close} closes it. */
  public ReadAhead(FrameSource source) {
    this.source = source;
    this.reader = Thread.ofPlatform().name("capture").unstarted(this::readAll);
    reader.start();
  }

  private void readAll() {
    try {
      boolean more = true;
      while (more) {
        Item item = readOne();
        more = item instanceof Item.Picture;
        items.put(item);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // close() is waiting for this thread
    }
  }

  private Item readOne() {
    try {
      return source.next().<Item>map(Item.Picture::new).orElseGet(Item.End::new);
    } catch (RuntimeException e) {
      return new Item.Failed(e);
    }
  }

  @Override
  public Optional<Frame> next() {
    if (ended) {
      return Optional.empty();
    }
    try {
      return switch (items.take()) {
        case Item.Picture(Frame frame) -> Optional.of(frame);
        case Item.End() -> {
          ended = true;
          yield Optional.empty();
        }
        case Item.Failed(RuntimeException reason) -> {
          ended = true;
          throw reason;
        }
      };
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    reader.interrupt();
    boolean interrupted = false;
    while (reader.isAlive()) { // the source may be closed only after its thread has left it
      try {
        reader.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    source.close();
  }
}
