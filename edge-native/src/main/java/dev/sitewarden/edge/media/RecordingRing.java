package dev.sitewarden.edge.media;

import dev.sitewarden.edge.disk.DurableFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * One camera's recorded segments, bounded by bytes and age: the oldest go first, those that are
 * held stay. Any thread.
 *
 * <p>Oldest means recorded first, not earliest: a clock that was set back must not make what is
 * recorded now the first to go.
 */
public final class RecordingRing {
  private static final Logger LOG = System.getLogger(RecordingRing.class.getName());

  private final Path folder;
  private final RecordingConfig config;
  private final Holds holds;
  private final InstantSource clock;
  private final List<Segment> segments = new ArrayList<>();
  private Optional<Segment> open = Optional.empty();
  private long bytes;
  private long nextNumber;
  private long dropped;
  private long droppedBytes;

  private RecordingRing(Path folder, RecordingConfig config, Holds holds, InstantSource clock) {
    this.folder = folder;
    this.config = config;
    this.holds = holds;
    this.clock = clock;
  }

  /**
   * Takes over what lies in a folder; what a power cut left unfinished is made usable first.
   *
   * @throws UncheckedIOException if the disk does not obey
   */
  public static RecordingRing open(
      Path folder, RecordingConfig config, Holds holds, InstantSource clock) {
    var ring = new RecordingRing(DurableFile.folder(folder), config, holds, clock);
    try (Stream<Path> files = Files.list(folder)) {
      files.sorted().toList().forEach(ring::takeOver);
    } catch (IOException e) {
      throw DurableFile.failed("read", folder, e);
    }
    ring.segments.sort(Comparator.comparingLong(Segment::number));
    ring.trim();
    return ring;
  }

  private void takeOver(Path file) {
    long size = size(file);
    Segment.ofUnfinished(file, size)
        .flatMap(SegmentRecovery::recover)
        .or(() -> Segment.of(file, size))
        .ifPresent(this::keep);
  }

  private void keep(Segment segment) {
    segments.add(segment);
    bytes += segment.bytes();
    nextNumber = Math.max(nextNumber, segment.number() + 1);
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw DurableFile.failed("read", file, e);
    }
  }

  /** The name of the segment that begins now. */
  synchronized Segment begin(Instant begin) {
    Path file = folder.resolve(Segment.unfinishedName(nextNumber, begin));
    Segment begun = Segment.ofUnfinished(file, 0).orElseThrow();
    open = Optional.of(begun);
    nextNumber++;
    return begun;
  }

  /** The segment that is being written has grown. */
  synchronized void grown(Segment unfinished) {
    open = Optional.of(unfinished);
    trim();
  }

  /** The segment that was being written is whole. */
  synchronized void finished(Segment segment) {
    open = Optional.empty();
    keep(segment);
    trim();
  }

  /** The segment that was being written is no more. */
  synchronized void abandoned() {
    open = Optional.empty();
  }

  /** Drops what is too old or too much. */
  public synchronized void trim() {
    Instant oldest = clock.instant().minus(config.age());
    long expired =
        segments.stream()
            .filter(segment -> segment.end().isBefore(oldest))
            .mapToLong(Segment::number)
            .max()
            .orElse(-1);
    dropWhile(segment -> segment.number() <= expired || bytes() > config.bytes());
  }

  /** Drops the oldest segment that is not held; false if there is none. */
  synchronized boolean dropOldest() {
    long before = dropped;
    dropWhile(segment -> dropped == before);
    return dropped > before;
  }

  private void dropWhile(Predicate<Segment> isToGo) {
    for (Segment segment : List.copyOf(segments)) {
      if (isToGo.test(segment) && !holds.isHeld(segment.begin(), segment.end())) {
        drop(segment);
      }
    }
  }

  private void drop(Segment segment) {
    try {
      Files.deleteIfExists(segment.file()); // one that comes back after a power cut goes again
    } catch (IOException e) {
      LOG.log(Level.WARNING, "cannot drop {0}: {1}", segment.file(), e.getMessage());
    }
    segments.remove(segment);
    bytes -= segment.bytes();
    dropped++;
    droppedBytes += segment.bytes();
  }

  /**
   * What shows something of a time, oldest first; the last one may still be growing, and then has
   * no length.
   */
  public synchronized List<Segment> covering(Instant from, Instant to) {
    List<Segment> found = new ArrayList<>();
    segments.stream().filter(segment -> segment.overlaps(from, to)).forEach(found::add);
    open.filter(growing -> !growing.begin().isAfter(to)).ifPresent(found::add);
    return found;
  }

  /** Where the segment lies now: its name changes when it is finished. Empty if it was dropped. */
  synchronized Optional<Path> fileOf(Segment wanted) {
    return Stream.concat(segments.stream(), open.stream())
        .filter(segment -> segment.number() == wanted.number())
        .map(Segment::file)
        .findFirst();
  }

  /** Finished segments, oldest first. */
  public synchronized List<Segment> segments() {
    return List.copyOf(segments);
  }

  /** What all of them take, the growing one included. */
  public synchronized long bytes() {
    return bytes + open.map(Segment::bytes).orElse(0L);
  }

  /** Segments dropped since the start. */
  public synchronized long dropped() {
    return dropped;
  }

  public synchronized long droppedBytes() {
    return droppedBytes;
  }
}
