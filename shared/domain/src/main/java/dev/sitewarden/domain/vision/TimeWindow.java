package dev.sitewarden.domain.vision;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A time of day on some days of the week, as the clock on the wall shows it.
 *
 * @param days on which it begins; one over midnight ends on the day after
 * @param from its first minute
 * @param to the minute that it no longer holds; not after {@code from} means the next day, so that
 *     equal times are 24 hours
 */
public record TimeWindow(Set<DayOfWeek> days, LocalTime from, LocalTime to) {
  private static final Pattern SHAPE =
      Pattern.compile(
          "(?:(%1$s(?:,%1$s)*) +)?([0-9]{2}):([0-9]{2}) *- *([0-9]{2}):([0-9]{2})"
              .formatted("[a-z]{3}(?:-[a-z]{3})?"));
  private static final Pattern RANGE = Pattern.compile("([a-z]{3})(?:-([a-z]{3}))?");
  private static final List<String> DAYS =
      Arrays.stream(DayOfWeek.values())
          .map(day -> day.name().substring(0, 3).toLowerCase(Locale.ROOT))
          .toList();

  public TimeWindow {
    days = Set.copyOf(days);
    if (days.isEmpty()) {
      throw new IllegalArgumentException("time window %s-%s needs a day".formatted(from, to));
    }
  }

  /**
   * Reads {@code mon-fri 06:00-22:00}: days and ranges of days joined by commas (every day if none
   * are named), then two times; {@code 24:00} is midnight.
   */
  public static TimeWindow parse(String text) {
    Matcher shape = SHAPE.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!shape.matches()) {
      throw broken(text);
    }
    return new TimeWindow(
        shape.group(1) == null ? EnumSet.allOf(DayOfWeek.class) : days(shape.group(1), text),
        time(shape.group(2), shape.group(3), text),
        time(shape.group(4), shape.group(5), text));
  }

  private static Set<DayOfWeek> days(String named, String text) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (Matcher range = RANGE.matcher(named); range.find(); ) {
      DayOfWeek day = day(range.group(1), text);
      DayOfWeek last = range.group(2) == null ? day : day(range.group(2), text);
      days.add(day);
      while (day != last) {
        day = day.plus(1);
        days.add(day);
      }
    }
    return days;
  }

  private static DayOfWeek day(String name, String text) {
    int index = DAYS.indexOf(name);
    if (index < 0) {
      throw broken(text);
    }
    return DayOfWeek.of(index + 1);
  }

  private static LocalTime time(String hour, String minute, String text) {
    int minutes = Integer.parseInt(hour) * 60 + Integer.parseInt(minute);
    if (minutes > 24 * 60 || Integer.parseInt(minute) > 59) {
      throw broken(text);
    }
    return LocalTime.MIN.plusMinutes(minutes);
  }

  private static IllegalArgumentException broken(String text) {
    return new IllegalArgumentException(
        "time window must look like 'mon-fri 06:00-22:00', 'sat,sun 22:00-06:00' or '06:00-22:00',"
            + " got '%s'".formatted(text));
  }

  /** Whether the clock on the wall stands in the window. */
  boolean contains(LocalDateTime wall) {
    LocalTime time = wall.toLocalTime();
    boolean begun = !time.isBefore(from);
    boolean over = !time.isBefore(to);
    if (from.isBefore(to)) {
      return begun && !over && days.contains(wall.getDayOfWeek());
    }
    return (begun && days.contains(wall.getDayOfWeek()))
        || (!over && days.contains(wall.getDayOfWeek().minus(1)));
  }
}
