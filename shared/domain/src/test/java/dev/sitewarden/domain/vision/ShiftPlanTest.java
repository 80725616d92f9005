package dev.sitewarden.domain.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShiftPlanTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  /** 2026-11-20 is a Friday. */
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "mon-fri 06:00-22:00 | 2026-11-20T05:59:59 | false",
        "mon-fri 06:00-22:00 | 2026-11-20T06:00:00 | true",
        "mon-fri 06:00-22:00 | 2026-11-20T21:59:59 | true",
        "mon-fri 06:00-22:00 | 2026-11-20T22:00:00 | false",
        "mon-fri 06:00-22:00 | 2026-11-21T12:00:00 | false",
        "fri 22:00-06:00     | 2026-11-20T23:00:00 | true",
        "fri 22:00-06:00     | 2026-11-21T05:59:00 | true",
        "fri 22:00-06:00     | 2026-11-21T06:00:00 | false",
        "fri 22:00-06:00     | 2026-11-20T05:00:00 | false",
        "fri 22:00-06:00     | 2026-11-21T23:00:00 | false",
        "sun 22:00-06:00     | 2026-11-23T01:00:00 | true",
        "sat,sun 00:00-24:00 | 2026-11-22T23:59:59 | true",
        "sat,sun 00:00-24:00 | 2026-11-23T00:00:00 | false",
        "fri 08:00-08:00     | 2026-11-21T07:59:00 | true",
        "fri-mon 06:00-07:00 | 2026-11-23T06:30:00 | true",
        "fri-mon 06:00-07:00 | 2026-11-24T06:30:00 | false",
        "06:00-22:00         | 2026-11-22T12:00:00 | true"
      })
  void aWindowHoldsFromItsFirstMinuteToItsLast(String window, String wall, boolean expected) {
    Instant at = LocalDateTime.parse(wall).atZone(BERLIN).toInstant();

    assertThat(plan(window).isOn(at)).isEqualTo(expected);
  }

  /** On 2027-03-28 Berlin goes from 02:00 to 03:00, on 2026-10-25 from 03:00 back to 02:00. */
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "sun 02:00-03:00 | 2027-03-28T00:59:59Z | false",
        "sun 02:00-03:00 | 2027-03-28T01:00:00Z | false",
        "sun 01:30-02:30 | 2027-03-28T00:30:00Z | true",
        "sun 01:30-02:30 | 2027-03-28T01:00:00Z | false",
        "sat 22:00-06:00 | 2027-03-28T03:59:59Z | true",
        "sat 22:00-06:00 | 2027-03-28T04:00:00Z | false",
        "sun 02:00-03:00 | 2026-10-25T00:30:00Z | true",
        "sun 02:00-03:00 | 2026-10-25T01:30:00Z | true",
        "sun 02:00-03:00 | 2026-10-25T02:00:00Z | false",
        "sat 22:00-06:00 | 2026-10-25T04:59:59Z | true",
        "sat 22:00-06:00 | 2026-10-25T05:00:00Z | false"
      })
  void windowsFollowTheClockOnTheWallWhenItIsChanged(String window, String at, boolean expected) {
    assertThat(plan(window).isOn(Instant.parse(at))).isEqualTo(expected);
  }

  @Test
  void anyWindowIsEnoughAndNoneMeansAlways() {
    Instant saturdayNoon = Instant.parse("2026-11-21T11:00:00Z");
    var weekdays = TimeWindow.parse("mon-fri 06:00-22:00");
    var saturdays = TimeWindow.parse("sat 08:00-14:00");

    assertThat(new ShiftPlan(BERLIN, List.of(weekdays, saturdays)).isOn(saturdayNoon)).isTrue();
    assertThat(new ShiftPlan(BERLIN, List.of(weekdays)).isOn(saturdayNoon)).isFalse();
    assertThat(ShiftPlan.ALWAYS.isOn(saturdayNoon)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "always",
        "mon",
        "mon-fri",
        "mon-fri 25:00-26:00",
        "mon-fri 06:60-07:00",
        "mon-fri 24:01-07:00",
        "mon-tue-wed 06:00-07:00",
        "foo 06:00-07:00",
        "mon, tue 06:00-07:00",
        "06:00",
        "mon-fri 06:00-22:00 sat"
      })
  void whatIsNoWindowIsRefusedWithItsText(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TimeWindow.parse(text))
        .withMessageContaining("must look like 'mon-fri 06:00-22:00'")
        .withMessageEndingWith("got '%s'".formatted(text));
  }

  private static ShiftPlan plan(String window) {
    return new ShiftPlan(BERLIN, List.of(TimeWindow.parse(window)));
  }
}
