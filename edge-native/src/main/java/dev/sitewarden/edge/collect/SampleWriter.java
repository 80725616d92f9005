package dev.sitewarden.edge.collect;

import dev.sitewarden.domain.model.Digest;
import dev.sitewarden.domain.model.ModelVersion;
import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.domain.wire.CloudEvent;
import dev.sitewarden.domain.wire.DeviceMessage.FrameSampled;
import dev.sitewarden.domain.wire.DeviceMessage.FrameSampled.Opinion;
import dev.sitewarden.domain.wire.DeviceMessage.FrameSampled.Why;
import dev.sitewarden.domain.wire.EventSource;
import dev.sitewarden.domain.wire.MessageId;
import dev.sitewarden.domain.wire.MessageIds;
import dev.sitewarden.edge.disk.DurableFile;
import dev.sitewarden.edge.incident.Handover;
import dev.sitewarden.edge.media.EvidenceSink;
import dev.sitewarden.edge.media.Quota;
import dev.sitewarden.edge.media.Shelf;
import dev.sitewarden.edge.media.Still;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * Writes the frames that are kept, as far as quotas allow, and hands them over; on a thread of its
 * own, of which nobody waits for more than its end.
 */
final class SampleWriter implements AutoCloseable {
  private static final Logger LOG = System.getLogger(SampleWriter.class.getName());
  private static final int MOST_WAITING = 4;
  private static final String BYTES = "bytes";
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuu/MM/dd").withZone(ZoneOffset.UTC);

  /**
   * A frame that is kept.
   *
   * @param model whose detections they are
   * @param asked is told what became of it
   */
  record Sample(
      Still still,
      Why why,
      ModelVersion model,
      List<Detection> detections,
      Optional<Opinion> challenger,
      CompletableFuture<FrameSampled> asked) {}

  private final CollectConfig config;
  private final Path folder;
  private final EventSource source;
  private final EvidenceSink sink;
  private final Shelf shelf;
  private final Quota hourly;
  private final Quota daily;
  private final AtomicLong kept = new AtomicLong();
  private final AtomicLong lost = new AtomicLong();
  private final Semaphore room = new Semaphore(MOST_WAITING);
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("collect").factory());

  SampleWriter(
      CollectConfig config,
      Path folder,
      EventSource source,
      EvidenceSink sink,
      InstantSource clock) {
    this.config = config;
    this.folder = DurableFile.folder(folder);
    this.source = source;
    this.sink = sink;
    this.shelf =
        new Shelf(folder.resolve("frames"), config.limits(), clock, file -> 0, file -> false);
    this.hourly =
        new Quota(folder.resolve("hour.json"), Duration.ofHours(1), perHour(config), clock);
    this.daily =
        new Quota(
            folder.resolve("day.json"),
            Duration.ofDays(1),
            Map.of(BYTES, config.bytesPerDay()),
            clock);
  }

  private static Map<String, Long> perHour(CollectConfig config) {
    return Arrays.stream(Why.values())
        .collect(
            Collectors.toMap(
                SampleWriter::key, why -> (long) config.perHour().getOrDefault(why, 0).intValue()));
  }

  private static String key(Why why) {
    return why.name().toLowerCase(Locale.ROOT);
  }

  /** Takes a frame; never waits for the disk, and drops what comes too fast for it. Any thread. */
  void keep(Sample sample) {
    if (!room.tryAcquire()) {
      lost.incrementAndGet();
      refuse(sample, "the disk is too slow");
      return;
    }
    try {
      thread.execute(() -> write(sample));
    } catch (RejectedExecutionException e) { // closed
      room.release();
      refuse(sample, "the camera is being closed");
    }
  }

  private static void refuse(Sample sample, String reason) {
    sample.asked().completeExceptionally(new IllegalStateException(reason));
  }

  private void write(Sample sample) {
    try {
      if (!hourly.take(key(sample.why()), 1)) {
        refuse(sample, "the frames of this hour are used up");
        return;
      }
      sample.still().cover(config.covered());
      byte[] jpeg = sample.still().jpeg();
      if (!daily.take(BYTES, jpeg.length)) {
        refuse(sample, "the bytes of this day are used up");
        return;
      }
      write(sample, jpeg);
    } catch (UncheckedIOException | IllegalStateException e) {
      giveUp(sample, String.valueOf(e.getMessage()));
    } finally {
      room.release();
    }
  }

  private void write(Sample sample, byte[] jpeg) {
    String name =
        "%s-%s.jpg".formatted(NAME.format(sample.still().capturedAt()), key(sample.why()));
    Path file = DurableFile.folder(folder.resolve("frames")).resolve(name);
    DurableFile.write(file, jpeg);
    FrameSampled sampled = sampled(sample, jpeg, name);
    switch (sink.put(file.toAbsolutePath(), event(sampled))) {
      case Handover.Kept done -> {
        kept.incrementAndGet();
        sample.asked().complete(sampled);
      }
      case Handover.Refused(String reason) -> {
        giveUp(sample, reason);
        DurableFile.remove(file);
      }
    }
    shelf.trim();
  }

  private FrameSampled sampled(Sample sample, byte[] jpeg, String name) {
    Still still = sample.still();
    Instant at = still.capturedAt();
    return new FrameSampled(
        "%s/%s/samples/%s/%s".formatted(source.device(), source.camera(), DAY.format(at), name),
        jpeg.length,
        Digest.of(jpeg),
        sample.why(),
        at,
        still.widthPx(),
        still.heightPx(),
        sample.model(),
        sample.detections(),
        sample.challenger());
  }

  private CloudEvent event(FrameSampled sampled) {
    Instant at = sampled.capturedAt();
    return new CloudEvent(id(sampled.path(), at), source, at, sampled);
  }

  /** The same file is announced by the same message, however often that is begun. */
  private static MessageId id(String path, Instant at) {
    return new MessageIds(() -> at, new SplittableRandom(path.hashCode())).next();
  }

  private void giveUp(Sample sample, String reason) {
    refuse(sample, reason);
    if (lost.getAndIncrement() == 0) {
      LOG.log(Level.WARNING, "a frame to learn from is lost, others may follow: {0}", reason);
    }
  }

  /** Waits until no frame is being written. */
  void awaitIdle() {
    room.acquireUninterruptibly(MOST_WAITING);
    room.release(MOST_WAITING);
  }

  long kept() {
    return kept.get();
  }

  long lost() {
    return lost.get();
  }

  long refused() {
    return hourly.refused() + daily.refused();
  }

  long dropped() {
    return shelf.dropped();
  }

  @Override
  public void close() {
    thread.close();
  }
}
