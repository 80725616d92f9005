package dev.sitewarden.cloud.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the audit log keeps of a plan: enough to say whose turn it was last Tuesday. */
final class PlanWordsTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
  private static final Shift EARLY =
      new Shift(
          EnumSet.of(DayOfWeek.TUESDAY, DayOfWeek.MONDAY),
          LocalTime.of(6, 0),
          LocalTime.of(14, 0),
          "smith");

  @Test
  void aPlanIsToldWhole() {
    OnCallPlan plan =
        new OnCallPlan(
            ZoneId.of("Europe/Berlin"),
            List.of(EARLY),
            List.of(new StandIn(NOON, NOON.plusSeconds(3600), "ada")),
            Optional.of("boss"),
            List.of("smith", "boss"),
            Optional.of(new QuietHours(LocalTime.of(22, 0), LocalTime.of(6, 0))));

    assertThat(PlanWords.of(List.of("shifts changed", "otherwise changed"), plan))
        .containsExactly(
            "shifts changed, otherwise changed: time zone Europe/Berlin;"
                + " shift Mon Tue 06:00 to 14:00 smith;"
                + " stand-in 2026-11-24T12:00:00Z to 2026-11-24T13:00:00Z ada; otherwise boss;"
                + " escalation 1 smith; escalation 2 boss; quiet hours 22:00 to 06:00");
  }

  @Test
  void theLongestPlanIsToldInSomeRecordsAndNothingOfItIsCutOff() {
    String person = "p".repeat(64);
    Shift always =
        new Shift(EnumSet.allOf(DayOfWeek.class), LocalTime.MIN, LocalTime.of(23, 59), person);
    OnCallPlan plan =
        new OnCallPlan(
            ZoneId.of("UTC"),
            Collections.nCopies(200, always),
            Collections.nCopies(200, new StandIn(NOON, NOON.plusSeconds(3600), person)),
            Optional.empty(),
            Collections.nCopies(200, person),
            Optional.empty());

    List<String> details = PlanWords.of(List.of("first plan"), plan);

    assertThat(details)
        .hasSizeLessThan(25)
        .allSatisfy(one -> assertThat(one).hasSizeLessThan(4000));
    assertThat(details.getFirst()).startsWith("first plan, part 1 of " + details.size() + ": ");
    assertThat(details.stream().collect(Collectors.joining()).split(person, -1)).hasSize(601);
  }
}
