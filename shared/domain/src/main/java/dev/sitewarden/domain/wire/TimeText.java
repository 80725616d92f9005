package dev.sitewarden.domain.wire;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Instants as messages write them: UTC with milliseconds, {@code 2026-11-20T09:30:00.000Z}. */
final class TimeText {
  private static final DateTimeFormatter WRITTEN =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

  /** A digit where there is a 0. */
  private static final String SHAPE = "0000-00-00T00:00:00.000Z";

  private TimeText() {}

  /** The text; finer parts than milliseconds are cut off. */
  static String write(Instant time) {
    return WRITTEN.format(time);
  }

  /**
   * The instant, which may also be written in any other way of ISO 8601 in UTC.
   *
   * @throws IllegalArgumentException if it is none from 1970 to 9999
   */
  static Instant parse(String text) {
    try {
      Instant time = isAsWritten(text) ? parseWritten(text) : Instant.parse(text);
      if (time.isBefore(Instant.EPOCH) || time.isAfter(LATEST)) {
        throw new IllegalArgumentException("time must lie in 1970..9999, got " + text);
      }
      return time;
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "time must look like 2026-11-20T09:30:00.000Z, got '%s'".formatted(text), e);
    }
  }

  /** Most are: the general way costs a sixth of everything that reading a message does. */
  private static boolean isAsWritten(String text) {
    if (text.length() != SHAPE.length()) {
      return false;
    }
    for (int i = 0; i < SHAPE.length(); i++) {
      char wanted = SHAPE.charAt(i);
      char found = text.charAt(i);
      if (wanted == '0' ? found < '0' || found > '9' : found != wanted) {
        return false;
      }
    }
    return number(text, 11, 13) < 24 && number(text, 17, 19) < 60; // ISO 8601 knows 24:00 and :60
  }

  private static Instant parseWritten(String text) {
    LocalDateTime time =
        LocalDateTime.of(
            number(text, 0, 4),
            number(text, 5, 7),
            number(text, 8, 10),
            number(text, 11, 13),
            number(text, 14, 16),
            number(text, 17, 19),
            1_000_000 * number(text, 20, 23));
    return time.toInstant(ZoneOffset.UTC);
  }

  private static int number(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }
}
