package dev.sitewarden.cloud.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose turn it is, by the clock on the site's wall. */
final class OnCallPlanTest {
  private static final OnCallPlan YARD =
      new OnCallPlan(
          ZoneId.of("Europe/Berlin"),
          List.of(
              shift(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), "06:00", "14:00", "early"),
              shift(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), "14:00", "22:00", "late"),
              shift(EnumSet.of(DayOfWeek.FRIDAY), "22:00", "06:00", "night")),
          List.of(
              new StandIn(
                  Instant.parse("2026-12-24T00:00:00Z"),
                  Instant.parse("2026-12-26T00:00:00Z"),
                  "guard")),
          Optional.of("chief"),
          List.of("chief", "owner"),
          Optional.of(new QuietHours(LocalTime.of(22, 0), LocalTime.of(6, 0))));

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "2026-11-27T05:00:00Z, early", // a Friday, 06:00 on the wall
    "2026-11-27T04:59:59Z, chief",
    "2026-11-27T13:00:00Z, late",
    "2026-11-27T21:00:00Z, night",
    "2026-11-28T04:59:00Z, night", // Saturday morning still belongs to Friday
    "2026-11-28T05:00:00Z, chief",
    "2026-11-28T12:00:00Z, chief",
    "2026-12-24T10:00:00Z, guard",
    "2026-12-26T00:00:00Z, night" // 01:00 on the wall, of Friday's shift
  })
  void somebodyIsOnCall(Instant at, String person) {
    assertThat(YARD.personAt(at)).contains(person);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "2026-10-23T04:30:00Z, early", // summer time: 06:30
    "2026-10-26T04:30:00Z, chief", // winter time: 05:30
    "2026-10-26T05:30:00Z, early"
  })
  void shiftsFollowTheClockOnTheWallWhenItIsChanged(Instant at, String person) {
    assertThat(YARD.personAt(at)).contains(person);
  }

  @ParameterizedTest(name = "level {0}: {1}")
  @CsvSource({"1, chief", "2, owner", "3, owner"})
  void escalationsGoUpAndStayThere(int level, String person) {
    assertThat(YARD.escalatedTo(level, Instant.parse("2026-11-27T05:00:00Z"))).contains(person);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "2026-11-27T20:59:59Z, false",
    "2026-11-27T21:00:00Z, true",
    "2026-11-28T04:59:59Z, true",
    "2026-11-28T05:00:00Z, false"
  })
  void nightsAreQuiet(Instant at, boolean isQuiet) {
    assertThat(YARD.isQuietAt(at)).isEqualTo(isQuiet);
  }

  @Test
  void aPlanMayLeaveGaps() {
    OnCallPlan plan =
        new OnCallPlan(
            ZoneId.of("UTC"), List.of(), List.of(), Optional.empty(), List.of(), Optional.empty());

    assertThat(plan.personAt(Instant.EPOCH)).isEmpty();
    assertThat(plan.escalatedTo(1, Instant.EPOCH)).isEmpty();
  }

  /** Sunday's clocks go back in that week: its night has one hour more. */
  @Test
  void theGapsOfAWeekAreByTheClockOnTheWall() {
    OnCallPlan plan =
        new OnCallPlan(
            ZoneId.of("Europe/Berlin"),
            List.of(
                shift(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), "06:00", "22:00", "day"),
                shift(EnumSet.of(DayOfWeek.SATURDAY), "06:00", "06:00", "weekend"),
                shift(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.THURSDAY), "22:00", "06:00", "n")),
            List.of(
                new StandIn(
                    Instant.parse("2026-10-25T12:00:00Z"),
                    Instant.parse("2026-10-25T18:00:00Z"),
                    "guard")),
            Optional.empty(),
            List.of(),
            Optional.empty());
    Instant friday = Instant.parse("2026-10-23T21:30:00Z");

    assertThat(Gap.of(plan, friday, friday.plus(Duration.ofDays(7))))
        .extracting(gap -> gap.from() + " " + gap.to().map(String::valueOf).orElse("on"))
        .containsExactly(
            "2026-10-23T23:30+02:00 2026-10-24T06:00+02:00",
            "2026-10-25T06:00+01:00 2026-10-25T13:00+01:00",
            "2026-10-25T19:00+01:00 2026-10-26T06:00+01:00",
            "2026-10-30T22:00+01:00 on");
    assertThat(Gap.of(YARD, friday, friday.plus(Duration.ofDays(7)))).isEmpty();
  }

  @Test
  void whatMakesNoSenseIsRefusedWithItsReason() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> shift(Set.of(), "06:00", "14:00", "early"))
        .withMessage("the shift of early needs a day");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> shift(Set.of(DayOfWeek.MONDAY), "06:00", "14:00", "a b"))
        .withMessageContaining("got 'a b'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StandIn(Instant.EPOCH, Instant.EPOCH, "guard"))
        .withMessageContaining("ends before it begins");
  }

  private static Shift shift(Set<DayOfWeek> days, String from, String to, String person) {
    return new Shift(days, LocalTime.parse(from), LocalTime.parse(to), person);
  }
}
