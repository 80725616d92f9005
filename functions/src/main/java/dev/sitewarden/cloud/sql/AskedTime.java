package dev.sitewarden.cloud.sql;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Times as somebody may ask for them: of years with four digits, which Java, PostgreSQL and people
 * understand alike, with room to reckon before and after.
 */
public final class AskedTime {
  private static final int FIRST_YEAR = 1;
  private static final int LAST_YEAR = 9998;

  /** Java has kept them, the time zone database has not. */
  private static final String ONLY_JAVAS = "SystemV/";

  private AskedTime() {}

  /**
   * An instant such as {@code 2026-11-20T10:00:00Z}.
   *
   * @throws DateTimeException if it is none, or of another year
   */
  public static Instant instant(String text) {
    Instant instant = Instant.parse(text);
    require(instant);
    return instant;
  }

  /**
   * Passes instants that were read elsewhere.
   *
   * @throws DateTimeException if one is of another year
   */
  public static void require(Instant... instants) {
    for (Instant instant : instants) {
      requireYear(instant.atOffset(ZoneOffset.UTC).getYear());
    }
  }

  /**
   * A day such as {@code 2026-11-20}.
   *
   * @throws DateTimeException if it is none, or of another year
   */
  public static LocalDate day(String text) {
    LocalDate day = LocalDate.parse(text);
    requireYear(day.getYear());
    return day;
  }

  private static void requireYear(int year) {
    if (year < FIRST_YEAR || year > LAST_YEAR) {
      throw new DateTimeException(
          "year must be %d..%d, got %s".formatted(FIRST_YEAR, LAST_YEAR, Year.of(year)));
    }
  }

  /**
   * A time zone by its region, such as {@code Europe/Berlin}, that PostgreSQL knows, too. A bare
   * offset is none: its sign means the opposite there.
   *
   * @throws DateTimeException if there is no such region
   */
  public static ZoneId zone(String name) {
    if (!ZoneId.getAvailableZoneIds().contains(name) || name.startsWith(ONLY_JAVAS)) {
      throw new DateTimeException("no region has the time of '%s'".formatted(name));
    }
    return ZoneId.of(name);
  }
}
