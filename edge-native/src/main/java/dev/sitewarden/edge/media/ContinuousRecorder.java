package dev.sitewarden.edge.media;

import dev.sitewarden.edge.capture.EncodedPacket;
import dev.sitewarden.edge.disk.WriteBudget;
import dev.sitewarden.edge.media.RecorderQueue.Item;
import dev.sitewarden.inference.frame.PacketTap;
import dev.sitewarden.inference.frame.VideoStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Records a camera without re-encoding, on a thread of its own, "recorder": segments begin at key
 * frames. The camera's thread hands packets over and never waits for the disk. A disk that refuses
 * costs what could not be written, each packet counted; recording goes on at the next key frame.
 */
public final class ContinuousRecorder implements PacketTap, AutoCloseable {
  private static final Logger LOG = System.getLogger(ContinuousRecorder.class.getName());

  private final RecordingConfig config;
  private final RecordingRing ring;
  private final WriteBudget budget;
  private final LongSupplier freeBytes;
  private final RecorderQueue queue;
  private final AtomicLong lost = new AtomicLong();
  private final Thread thread = Thread.ofPlatform().name("recorder").unstarted(this::run);
  private Instant epoch = Instant.EPOCH;
  private Optional<VideoStream> stream = Optional.empty();
  private Optional<SegmentWriter> segment = Optional.empty();
  private volatile boolean isInTrouble;
  private long sequence;

  /**
   * Starts the thread.
   *
   * @param budget pauses the recording when it is spent
   * @param freeBytes what the disk has left
   */
  public ContinuousRecorder(
      RecordingConfig config, RecordingRing ring, WriteBudget budget, LongSupplier freeBytes) {
    this.config = config;
    this.ring = ring;
    this.budget = budget;
    this.freeBytes = freeBytes;
    this.queue = new RecorderQueue(config.queueBytes());
    thread.start();
  }

  @Override
  public void begin(Instant begin) {
    queue.put(new Item.Begin(begin));
  }

  @Override
  public void opened(VideoStream opened) {
    queue.put(new Item.Opened(opened));
  }

  @Override
  public void packet(ByteBuffer data, long ptsUs, long dtsUs, boolean keyFrame) {
    if (queue.takes(data.remaining(), keyFrame)) {
      byte[] copy = new byte[data.remaining()];
      data.duplicate().get(copy);
      queue.put(new EncodedPacket(sequence++, copy, ptsUs, dtsUs, keyFrame));
    }
  }

  /**
   * Waits until everything that came in so far can be read from the ring's files.
   *
   * @return false if the time was up before
   */
  public boolean flush(Duration limit) throws InterruptedException {
    var done = new CountDownLatch(1);
    queue.put(new Item.Flush(done));
    return done.await(limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Packets that found the queue full since the start. */
  public long dropped() {
    return queue.dropped();
  }

  /** Packets that the disk did not take since the start. */
  public long lost() {
    return lost.get();
  }

  /** Whether packets come and are not recorded at the moment. */
  public boolean isPaused() {
    return isInTrouble;
  }

  private void run() {
    try {
      boolean ended = false;
      while (!ended) {
        ended = take(queue.take());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody does so
    }
  }

  private boolean take(Item item) {
    try {
      switch (item) {
        case Item.Begin(Instant begin) -> {
          finish();
          epoch = begin;
        }
        case Item.Opened(VideoStream opened) -> {
          finish();
          stream = Optional.of(opened);
        }
        case Item.Packet(EncodedPacket packet) -> record(packet);
        case Item.Flush(CountDownLatch done) -> {
          segment.ifPresent(SegmentWriter::flush);
          done.countDown();
        }
        case Item.End end -> finish();
      }
    } catch (UncheckedIOException | IllegalStateException e) {
      giveUp(String.valueOf(e.getMessage()));
      if (item instanceof Item.Flush(CountDownLatch done)) {
        done.countDown();
      }
    }
    return item instanceof Item.End;
  }

  private void record(EncodedPacket packet) {
    if (packet.keyFrame() && segment.map(open -> open.isLongEnough(packet)).orElse(false)) {
      finish();
    }
    if (segment.isEmpty() && packet.keyFrame() && stream.isPresent() && mayBegin()) {
      segment = Optional.of(begin(packet));
    }
    if (segment.isEmpty()) {
      lost.incrementAndGet();
      return;
    }
    segment.get().write(packet);
    isInTrouble = false;
  }

  private SegmentWriter begin(EncodedPacket first) {
    return new SegmentWriter(config, ring, budget.meter(), stream.orElseThrow(), epoch, first);
  }

  private boolean mayBegin() {
    WriteBudget.Day today = budget.today();
    if (today.isSpent()) {
      say(
          "%d MB were written today, %d are allowed to spare the disk"
              .formatted(today.bytes() >> 20, today.limit() >> 20));
      return false;
    }
    return hasRoom();
  }

  /** Older recordings make room for newer ones; what is reserved for incidents is not touched. */
  private boolean hasRoom() {
    while (freeBytes.getAsLong() < config.reserveBytes()) {
      if (!ring.dropOldest()) {
        say(
            "%d bytes are free, %d are reserved for incidents"
                .formatted(freeBytes.getAsLong(), config.reserveBytes()));
        return false;
      }
    }
    return true;
  }

  private void finish() {
    Optional<SegmentWriter> done = segment;
    segment = Optional.empty();
    done.ifPresent(
        writer -> {
          try {
            writer.finish();
          } catch (UncheckedIOException e) {
            writer.abandon();
            throw e;
          }
        });
  }

  private void giveUp(String reason) {
    lost.incrementAndGet();
    segment.ifPresent(SegmentWriter::abandon);
    segment = Optional.empty();
    say(reason);
  }

  /** Once a trouble, not once a packet. */
  private void say(String reason) {
    if (!isInTrouble) {
      LOG.log(Level.WARNING, "recording pauses, incidents do not: {0}", reason);
    }
    isInTrouble = true;
  }

  /** Finishes what came in. The camera's thread must have ended. */
  @Override
  public void close() {
    queue.put(new Item.End());
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
