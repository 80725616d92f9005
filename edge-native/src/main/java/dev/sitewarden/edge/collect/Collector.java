package dev.sitewarden.edge.collect;

import dev.sitewarden.domain.fleet.Mode;
import dev.sitewarden.domain.model.Digest;
import dev.sitewarden.domain.model.ModelVersion;
import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.domain.vision.Frame;
import dev.sitewarden.domain.wire.CloudEvent;
import dev.sitewarden.domain.wire.DeviceMessage.FrameSampled;
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
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Keeps frames of one camera to learn from. {@link #see} belongs to the detection thread and never
 * waits for the disk; files are written on a thread of its own. Close waits for them.
 */
public final class Collector implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Collector.class.getName());
  private static final int MOST_WAITING = 4;
  private static final String BYTES = "bytes";
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuu/MM/dd").withZone(ZoneOffset.UTC);

  private final CollectConfig config;
  private final Path folder;
  private final ToDoubleFunction<Detection> threshold;
  private final EventSource source;
  private final Supplier<ModelVersion> model;
  private final EvidenceSink sink;
  private final Shelf shelf;
  private final Quota hourly;
  private final Quota daily;
  private final Motion motion = new Motion();
  private final Map<Why, Instant> latest = new EnumMap<>(Why.class);
  private final AtomicInteger requested = new AtomicInteger();
  private final AtomicLong kept = new AtomicLong();
  private final AtomicLong lost = new AtomicLong();
  private final Semaphore room = new Semaphore(MOST_WAITING);
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("collect").factory());
  private volatile Mode mode;

  /**
   * @param folder the camera's samples, and what was used of its quotas
   * @param model whose detections are seen at the moment
   * @param threshold the score from which a detection counts
   */
  public Collector(
      CollectConfig config,
      Mode mode,
      Path folder,
      EventSource source,
      Supplier<ModelVersion> model,
      ToDoubleFunction<Detection> threshold,
      EvidenceSink sink,
      InstantSource clock) {
    this.config = config;
    this.mode = mode;
    this.folder = DurableFile.folder(folder);
    this.threshold = threshold;
    this.source = source;
    this.model = model;
    this.sink = sink;
    this.shelf =
        new Shelf(folder.resolve("frames"), config.limits(), clock, file -> 0, file -> false);
    this.hourly = new Quota(folder.resolve("hour.json"), Duration.ofHours(1), perHour(), clock);
    this.daily =
        new Quota(
            folder.resolve("day.json"),
            Duration.ofDays(1),
            Map.of(BYTES, config.bytesPerDay()),
            clock);
  }

  private Map<String, Long> perHour() {
    return Arrays.stream(Why.values())
        .collect(
            Collectors.toMap(
                Collector::key, why -> (long) config.perHour().getOrDefault(why, 0).intValue()));
  }

  /** Changes what the device is for. Any thread. */
  public void mode(Mode wanted) {
    mode = wanted;
  }

  public Mode mode() {
    return mode;
  }

  /** Asks for the next frames. Any thread. */
  public void request(int frames) {
    requested.addAndGet(frames);
  }

  /** Takes a frame with all that the model saw in it, faint detections too. */
  public void see(Frame frame, List<Detection> all) {
    if (isOff()) {
      return;
    }
    int[] places = Motion.places(frame);
    reason(frame.capturedAt(), all, motion.since(places))
        .ifPresent(
            why -> {
              keep(frame, all, why);
              motion.remember(places);
            });
  }

  /** Takes a frame about which champion and challenger disagree; the detection thread. */
  public void disagree(Frame frame, List<Detection> all) {
    if (isWanted(Why.DISAGREEMENT, frame.capturedAt())) {
      keep(frame, all, Why.DISAGREEMENT);
    }
  }

  private static String key(Why why) {
    return why.name().toLowerCase(Locale.ROOT);
  }

  private boolean isOff() {
    return config.perHour().values().stream().allMatch(frames -> frames == 0);
  }

  private Optional<Why> reason(Instant at, List<Detection> all, double moved) {
    if (requested.get() > 0 && isAllowed(Why.REQUEST)) {
      requested.decrementAndGet();
      return Optional.of(Why.REQUEST);
    }
    if (all.stream().anyMatch(this::isUncertain) && isWanted(Why.UNCERTAINTY, at)) {
      return Optional.of(Why.UNCERTAINTY);
    }
    if (moved >= config.motion() && isWanted(Why.MOTION, at)) {
      return Optional.of(Why.MOTION);
    }
    return isWanted(Why.SCHEDULE, at) ? Optional.of(Why.SCHEDULE) : Optional.empty();
  }

  private boolean isUncertain(Detection detection) {
    return Math.abs(detection.score() - threshold.applyAsDouble(detection)) <= config.band();
  }

  private boolean isAllowed(Why why) {
    return config.perHour().getOrDefault(why, 0) > 0
        && (mode == Mode.COLLECT || config.whileDetecting().contains(why));
  }

  /** Allowed, and not too soon; a clock that was set back begins anew. */
  private boolean isWanted(Why why, Instant at) {
    Duration pause = why == Why.SCHEDULE ? config.every() : config.pause();
    Instant before = latest.get(why);
    boolean isSoon = before != null && !at.isBefore(before) && at.isBefore(before.plus(pause));
    return isAllowed(why) && !isSoon;
  }

  private void keep(Frame frame, List<Detection> all, Why why) {
    latest.put(why, frame.capturedAt());
    if (!room.tryAcquire()) {
      lost.incrementAndGet();
      return;
    }
    Still still = Still.of(frame);
    List<Detection> detections = List.copyOf(all);
    thread.execute(
        () -> {
          try {
            if (hourly.take(key(why), 1)) {
              write(still, detections, why);
            }
          } catch (UncheckedIOException | IllegalStateException e) {
            giveUp(String.valueOf(e.getMessage()));
          } finally {
            room.release();
          }
        });
  }

  private void write(Still still, List<Detection> detections, Why why) {
    still.cover(config.covered());
    byte[] jpeg = still.jpeg();
    if (!daily.take(BYTES, jpeg.length)) {
      return;
    }
    String name = "%s-%s.jpg".formatted(NAME.format(still.capturedAt()), key(why));
    Path file = DurableFile.folder(folder.resolve("frames")).resolve(name);
    DurableFile.write(file, jpeg);
    switch (sink.put(file.toAbsolutePath(), event(still, jpeg, name, detections, why))) {
      case Handover.Kept done -> kept.incrementAndGet();
      case Handover.Refused(String reason) -> {
        giveUp(reason);
        DurableFile.remove(file);
      }
    }
    shelf.trim();
  }

  private CloudEvent event(
      Still still, byte[] jpeg, String name, List<Detection> detections, Why why) {
    Instant at = still.capturedAt();
    String path =
        "%s/%s/samples/%s/%s".formatted(source.device(), source.camera(), DAY.format(at), name);
    var sampled =
        new FrameSampled(
            path,
            jpeg.length,
            Digest.of(jpeg),
            why,
            at,
            still.widthPx(),
            still.heightPx(),
            model.get(),
            detections);
    return new CloudEvent(id(path, at), source, at, sampled);
  }

  /** The same file is announced by the same message, however often that is begun. */
  private static MessageId id(String path, Instant at) {
    return new MessageIds(() -> at, new SplittableRandom(path.hashCode())).next();
  }

  private void giveUp(String reason) {
    if (lost.getAndIncrement() == 0) {
      LOG.log(Level.WARNING, "a frame to learn from is lost, others may follow: {0}", reason);
    }
  }

  /** Waits until no frame is being written. */
  void awaitIdle() {
    room.acquireUninterruptibly(MOST_WAITING);
    room.release(MOST_WAITING);
  }

  /** Frames handed over since the start. */
  public long kept() {
    return kept.get();
  }

  /** Frames that could not be written or handed over. */
  public long lost() {
    return lost.get();
  }

  /** Frames that a quota refused. */
  public long refused() {
    return hourly.refused() + daily.refused();
  }

  /** Files dropped because they waited too long or took too much. */
  public long dropped() {
    return shelf.dropped();
  }

  @Override
  public void close() {
    thread.close();
  }
}
