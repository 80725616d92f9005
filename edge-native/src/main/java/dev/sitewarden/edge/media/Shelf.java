package dev.sitewarden.edge.media;

import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.edge.disk.DurableFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/**
 * A folder of files that wait, bounded by bytes and age. What is too old goes; when there is too
 * much, files of the first tier go, oldest first, then those of the next. What is held stays. Any
 * thread.
 */
public final class Shelf {
  private static final Logger LOG = System.getLogger(Shelf.class.getName());

  /** A file that is being written is not touched; one that a killed process left is. */
  private static final Duration UNFINISHED_LIFE = Duration.ofMinutes(10);

  /** Evidence is written at most this long after what it shows: a clip's length and its making. */
  private static final Duration MAKING = Duration.ofMinutes(1);

  /**
   * How much may lie in the folder and for how long.
   *
   * @param ages by tier; the last one holds for all that follow
   */
  public record Limits(long bytes, List<Duration> ages) {
    public Limits {
      ages = List.copyOf(ages);
      if (bytes < 1 || ages.isEmpty() || !ages.stream().allMatch(Duration::isPositive)) {
        throw new IllegalArgumentException(
            "a shelf needs at least 1 byte and ages above 0s, got %d and %s"
                .formatted(bytes, ages));
      }
    }

    /** The same age for all. */
    public Limits(long bytes, Duration age) {
      this(bytes, List.of(age));
    }

    Duration age(int tier) {
      return ages.get(Math.min(tier, ages.size() - 1));
    }
  }

  private record Item(Path file, long bytes, Instant changed, boolean finished) {}

  private final Path folder;
  private final Limits limits;
  private final InstantSource clock;
  private final ToIntFunction<Path> tier;
  private final Predicate<Path> isHeld;
  private long bytes;
  private long dropped;
  private long droppedBytes;
  private boolean isFull;

  /**
   * @param tier 0 for what is dropped first
   * @param isHeld what is never dropped
   */
  public Shelf(
      Path folder,
      Limits limits,
      InstantSource clock,
      ToIntFunction<Path> tier,
      Predicate<Path> isHeld) {
    this.folder = folder;
    this.limits = limits;
    this.clock = clock;
    this.tier = tier;
    this.isHeld = isHeld;
  }

  /**
   * Evidence of a camera by incident: clips go before snapshots and detections, which say more a
   * byte. It is held under its incident's name, and with the time in which it was made.
   */
  public static Shelf ofEvidence(
      Path folder, Limits limits, InstantSource clock, LegalHolds holds, CameraId camera) {
    return new Shelf(
        folder,
        limits,
        clock,
        file -> String.valueOf(file.getFileName()).endsWith(".mp4") ? 0 : 1,
        file -> isHeld(file, holds, camera));
  }

  private static boolean isHeld(Path file, LegalHolds holds, CameraId camera) {
    return holds.isHeld(String.valueOf(file.resolveSibling("").getFileName()))
        || item(file)
            .map(item -> holds.of(camera).isHeld(item.changed().minus(MAKING), item.changed()))
            .orElse(false);
  }

  /** Drops what is too old or too much. */
  public synchronized void trim() {
    Instant now = clock.instant();
    List<Item> items = items();
    bytes = items.stream().mapToLong(Item::bytes).sum();
    boolean wasFull = isFull;
    isFull = bytes > limits.bytes();
    if (isFull && !wasFull) {
      LOG.log(
          Level.WARNING,
          "{0} holds {1} bytes, {2} are allowed; the oldest files go",
          folder,
          bytes,
          limits.bytes());
    }
    Comparator<Item> firstToGo =
        Comparator.<Item>comparingInt(item -> tier.applyAsInt(item.file()))
            .thenComparing(Item::changed)
            .thenComparing(Item::file);
    for (Item item : items.stream().sorted(firstToGo).toList()) {
      boolean isTooOld = item.changed().isBefore(now.minus(age(item)));
      boolean isLeftOver = !item.finished() && item.changed().isBefore(now.minus(UNFINISHED_LIFE));
      boolean goes = isLeftOver || (item.finished() && (isTooOld || bytes > limits.bytes()));
      if (goes && !isHeld.test(item.file())) {
        drop(item);
      }
    }
  }

  private Duration age(Item item) {
    return limits.age(tier.applyAsInt(item.file()));
  }

  private void drop(Item item) {
    try {
      DurableFile.remove(item.file());
      Path parent = item.file().resolveSibling("").normalize();
      if (!parent.equals(folder.normalize())) {
        DurableFile.removeIfEmpty(parent);
      }
    } catch (UncheckedIOException e) {
      LOG.log(Level.WARNING, e.getMessage());
    }
    bytes -= item.bytes();
    if (item.finished()) {
      dropped++;
      droppedBytes += item.bytes();
    }
  }

  private List<Item> items() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Item> items = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder, 2)) {
      files.forEach(file -> item(file).ifPresent(items::add));
    } catch (IOException e) {
      throw DurableFile.failed("read", folder, e);
    } catch (UncheckedIOException e) {
      LOG.log(Level.DEBUG, "{0} changed while it was read", folder); // seen whole the next time
    }
    return items;
  }

  private static Optional<Item> item(Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        return Optional.empty();
      }
      FileTime changed = Files.getLastModifiedTime(file);
      boolean finished = !String.valueOf(file.getFileName()).endsWith(".part");
      return Optional.of(new Item(file, Files.size(file), changed.toInstant(), finished));
    } catch (NoSuchFileException e) {
      return Optional.empty(); // stored and removed at this moment
    } catch (IOException e) {
      throw DurableFile.failed("read", file, e);
    }
  }

  /** What lay in the folder when it was trimmed last. */
  public synchronized long bytes() {
    return bytes;
  }

  /** Files dropped since the start. */
  public synchronized long dropped() {
    return dropped;
  }

  public synchronized long droppedBytes() {
    return droppedBytes;
  }
}
