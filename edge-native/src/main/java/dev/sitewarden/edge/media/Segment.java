package dev.sitewarden.edge.media;

import dev.sitewarden.edge.disk.DurableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One file of a continuous recording. All that is known of it stands in its name, {@code
 * {number}_{begin, UTC, microseconds}_{length, ms}.mp4}, so that there is no index to go wrong.
 *
 * @param number counts up from 0, whatever happens to the clock
 * @param begin capture instant of its first key frame
 * @param length until its last picture
 */
public record Segment(Path file, long number, Instant begin, Duration length, long bytes) {
  private static final Pattern NAME =
      Pattern.compile("(\\d{8})_(\\d{8}T\\d{12})Z_(\\d{1,9})\\.mp4");
  private static final Pattern UNFINISHED =
      Pattern.compile("(\\d{8})_(\\d{8}T\\d{12})Z\\.mp4\\.part");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssSSSSSS").withZone(ZoneOffset.UTC);

  /** When its last picture is shown. */
  public Instant end() {
    return begin.plus(length);
  }

  /** Whether it shows something of a time. */
  public boolean overlaps(Instant from, Instant to) {
    return !begin.isAfter(to) && !end().isBefore(from);
  }

  /**
   * The finished segments in a folder, in the order of their numbers; none if there is no folder.
   */
  public static List<Segment> in(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().flatMap(file -> of(file, file.toFile().length()).stream()).toList();
    } catch (IOException e) {
      throw DurableFile.failed("read", folder, e);
    }
  }

  static String unfinishedName(long number, Instant begin) {
    return "%08d_%sZ.mp4.part".formatted(number, TIME.format(begin));
  }

  static String name(long number, Instant begin, Duration length) {
    return "%08d_%sZ_%d.mp4".formatted(number, TIME.format(begin), length.toMillis());
  }

  /** What a finished file's name says; empty if it is another's. */
  static Optional<Segment> of(Path file, long bytes) {
    Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
    if (!name.matches()) {
      return Optional.empty();
    }
    Duration length = Duration.ofMillis(Long.parseLong(name.group(3)));
    return time(name.group(2))
        .map(begin -> new Segment(file, Long.parseLong(name.group(1)), begin, length, bytes));
  }

  /** What an unfinished file's name says, with a length of zero; empty if it is another's. */
  static Optional<Segment> ofUnfinished(Path file, long bytes) {
    Matcher name = UNFINISHED.matcher(String.valueOf(file.getFileName()));
    if (!name.matches()) {
      return Optional.empty();
    }
    return time(name.group(2))
        .map(
            begin -> new Segment(file, Long.parseLong(name.group(1)), begin, Duration.ZERO, bytes));
  }

  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(TIME.parse(text, Instant::from).truncatedTo(ChronoUnit.MICROS));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
