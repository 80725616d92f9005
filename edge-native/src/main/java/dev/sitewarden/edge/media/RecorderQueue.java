package dev.sitewarden.edge.media;

import dev.sitewarden.edge.capture.EncodedPacket;
import dev.sitewarden.inference.frame.VideoStream;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;

/**
 * What the camera's thread hands to the recorder's, bounded by bytes. A packet that finds no room
 * is dropped with all that follow until a key frame, because nothing could decode them.
 */
final class RecorderQueue {
  /** One thing on the way. */
  sealed interface Item {
    /** The stream's first packet was captured at this instant. */
    record Begin(Instant epoch) implements Item {}

    /** What the packets that follow are made of. */
    record Opened(VideoStream stream) implements Item {}

    record Packet(EncodedPacket packet) implements Item {}

    /** Everything before it is to be given to the kernel. */
    record Flush(CountDownLatch done) implements Item {}

    record End() implements Item {}
  }

  private final long capacity;
  private final Deque<Item> items = new ArrayDeque<>();
  private long bytes;
  private long dropped;
  private boolean awaitsKeyFrame;

  RecorderQueue(long capacityBytes) {
    this.capacity = capacityBytes;
  }

  synchronized void put(Item item) {
    items.add(item);
    notifyAll();
  }

  /** Whether a packet of this size is taken; counts it as dropped if not. */
  synchronized boolean takes(int size, boolean keyFrame) {
    awaitsKeyFrame = (awaitsKeyFrame && !keyFrame) || bytes + size > capacity;
    if (awaitsKeyFrame) {
      dropped++;
    }
    return !awaitsKeyFrame;
  }

  synchronized void put(EncodedPacket packet) {
    bytes += packet.data().length;
    put(new Item.Packet(packet));
  }

  synchronized Item take() throws InterruptedException {
    while (items.isEmpty()) {
      wait();
    }
    Item item = items.removeFirst();
    if (item instanceof Item.Packet(EncodedPacket packet)) {
      bytes -= packet.data().length;
    }
    return item;
  }

  synchronized long dropped() {
    return dropped;
  }
}
