package dev.sitewarden.edge.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a day, in UTC, may write to the disk before that which can be done without pauses: an SD
 * card wears out by writing. All that is metered counts; who asks decides whether to go on. A
 * restart goes on counting where the file says, {@code {day} {bytes} {limit}}. Any thread.
 */
public final class WriteBudget {
  private static final Logger LOG = System.getLogger(WriteBudget.class.getName());
  private static final Pattern SHAPE = Pattern.compile("(\\d{1,9}) (\\d{1,18}) (\\d{1,19})\\n");

  /** The file itself wears the card too: an idle device does not write it. */
  private static final long WORTH_SAVING = 1 << 20;

  /**
   * What a day came to.
   *
   * @param day since 1970
   * @param limit what was allowed
   */
  public record Day(long day, long bytes, long limit) {
    public boolean isSpent() {
      return bytes >= limit;
    }
  }

  private final Path file;
  private final WriteMeter meter;
  private final InstantSource clock;
  private long limit = Long.MAX_VALUE;
  private long day;
  private long before;
  private long metered;
  private long saved;

  private WriteBudget(Path file, WriteMeter meter, InstantSource clock) {
    this.file = file;
    this.meter = meter;
    this.clock = clock;
    this.day = day();
    this.metered = meter.total().bytes();
  }

  /** Where the budget of a state folder lies. */
  public static Path fileIn(Path state) {
    return state.resolve("written.txt");
  }

  /** Goes on where the file says; one that cannot be read counts as nothing written. */
  public static WriteBudget open(Path file, WriteMeter meter, InstantSource clock) {
    var budget = new WriteBudget(file, meter, clock);
    Day last = read(file);
    if (last.day() == budget.day) {
      budget.before = last.bytes();
      budget.saved = last.bytes();
    }
    return budget;
  }

  /** The day that a file was saved on; nothing on day 0 if it cannot be read. */
  public static Day read(Path file) {
    try {
      String text = Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
      Matcher shape = SHAPE.matcher(text);
      if (shape.matches()) {
        return new Day(
            Long.parseLong(shape.group(1)),
            Long.parseLong(shape.group(2)),
            Long.parseLong(shape.group(3)));
      }
    } catch (IOException | NumberFormatException e) {
      LOG.log(Level.WARNING, "{0} says nothing of what was written: {1}", file, e.getMessage());
    }
    return new Day(0, 0, Long.MAX_VALUE);
  }

  private long day() {
    return Math.floorDiv(clock.millis(), Duration.ofDays(1).toMillis());
  }

  /** Where what is written is to be counted. */
  public WriteMeter meter() {
    return meter;
  }

  public synchronized void limit(long bytesADay) {
    limit = bytesADay;
  }

  /** What this day came to so far; a clock that was set to another day begins anew. */
  public synchronized Day today() {
    long total = meter.total().bytes();
    if (day() != day) {
      day = day();
      before = 0;
      metered = total;
      saved = 0;
    }
    return new Day(day, before + total - metered, limit);
  }

  /** Remembers what was written, if it is worth it. */
  public synchronized void save() {
    Day today = today();
    if (today.bytes() - saved < WORTH_SAVING) {
      return;
    }
    try {
      String text = "%d %d %d\n".formatted(today.day(), today.bytes(), today.limit());
      DurableFile.write(file, text.getBytes(StandardCharsets.UTF_8));
      saved = today.bytes();
    } catch (UncheckedIOException e) {
      LOG.log(Level.WARNING, e.getMessage());
    }
  }
}
