package dev.sitewarden.cloud.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds of every on-call plan at every time, also when clocks are changed. */
final class EveryPlanTest {
  private static final String SEED = "20261120";
  private static final Duration WEEK = Duration.ofDays(7);
  private static final Set<DayOfWeek> EVERY_DAY = Set.of(DayOfWeek.values());

  @Provide
  Arbitrary<ZoneId> zones() {
    return Arbitraries.of("UTC", "Europe/Berlin", "Australia/Lord_Howe", "America/St_Johns")
        .map(ZoneId::of);
  }

  /** Two years of minutes, with four changes of the clock each. */
  @Provide
  Arbitrary<Instant> instants() {
    return Arbitraries.integers()
        .between(0, 2 * 366 * 24 * 60)
        .map(minutes -> Instant.parse("2026-01-01T00:00:00Z").plusSeconds(60L * minutes));
  }

  @Provide
  Arbitrary<LocalTime> times() {
    return Arbitraries.integers().between(0, 24 * 60 - 1).map(m -> LocalTime.of(m / 60, m % 60));
  }

  @Provide
  Arbitrary<OnCallPlan> plans() {
    Arbitrary<String> people = Arbitraries.of("smith", "jones", "engineer");
    Arbitrary<Shift> shifts =
        Combinators.combine(
                Arbitraries.of(DayOfWeek.values()).set().ofMinSize(1), times(), times(), people)
            .as(Shift::new);
    Arbitrary<StandIn> standIns =
        Combinators.combine(instants(), Arbitraries.integers().between(1, 100_000), people)
            .as((from, seconds, person) -> new StandIn(from, from.plusSeconds(seconds), person));
    return Combinators.combine(
            zones(),
            shifts.list().ofMaxSize(4),
            standIns.list().ofMaxSize(3),
            people.optional(),
            people.list().ofMaxSize(3))
        .as(
            (zone, turns, instead, otherwise, escalation) ->
                new OnCallPlan(zone, turns, instead, otherwise, escalation, Optional.empty()));
  }

  @Property(seed = SEED)
  void twoShiftsThatShareADayLeaveNoGapAndOverlapNowhere(
      @ForAll("zones") ZoneId zone,
      @ForAll("times") LocalTime from,
      @ForAll("times") LocalTime to,
      @ForAll("instants") Instant at) {
    if (from.equals(to)) {
      return; // that is one shift of a whole day
    }
    var wall = at.atZone(zone).toLocalDateTime();

    boolean isDay = new Shift(EVERY_DAY, from, to, "smith").contains(wall);
    boolean isNight = new Shift(EVERY_DAY, to, from, "jones").contains(wall);

    assertThat(isDay).isNotEqualTo(isNight);
  }

  @Property(seed = SEED)
  void quietHoursAreTheOppositeOfTheHoursBetween(
      @ForAll("times") LocalTime from,
      @ForAll("times") LocalTime to,
      @ForAll("times") LocalTime time) {
    if (!from.equals(to)) {
      assertThat(new QuietHours(from, to).contains(time))
          .isNotEqualTo(new QuietHours(to, from).contains(time));
    }
  }

  @Property(seed = SEED)
  void whoIsToldIsInThePlanAndWithSomebodyForGapsThereIsSomebody(
      @ForAll("plans") OnCallPlan plan, @ForAll("instants") Instant at) {
    List<String> named =
        Stream.of(
                plan.shifts().stream().map(Shift::person),
                plan.standIns().stream().map(StandIn::person),
                plan.otherwise().stream(),
                plan.escalation().stream())
            .flatMap(people -> people)
            .toList();

    Optional<String> told = plan.personAt(at);

    assertThat(named).containsAll(told.stream().toList());
    assertThat(told.isPresent() || plan.otherwise().isEmpty()).isTrue();
    assertThat(plan.standIns().stream().filter(one -> one.contains(at)).limit(1))
        .allSatisfy(first -> assertThat(told).contains(first.person()));
  }

  @Property(seed = SEED)
  void thereIsAGapExactlyWhenItIsNobodysTurn(
      @ForAll("plans") OnCallPlan plan,
      @ForAll("instants") Instant from,
      @ForAll("moments") List<Duration> moments) {
    Instant until = from.plus(WEEK);

    List<Gap> gaps = Gap.of(plan, from, until);

    for (Duration moment : moments) {
      Instant at = from.plus(moment);
      assertThat(gaps.stream().anyMatch(gap -> isIn(gap, at)))
          .as("%s in %s", at, gaps)
          .isEqualTo(plan.personAt(at).isEmpty());
    }
    Instant ended = from.minusNanos(1);
    for (Gap gap : gaps) {
      assertThat(gap.from().toInstant()).as("gaps do not touch").isAfter(ended);
      assertThat(gap.from().getOffset())
          .isEqualTo(plan.timezone().getRules().getOffset(gap.from().toInstant()));
      ended = gap.to().map(OffsetDateTime::toInstant).orElse(until);
      assertThat(ended).isAfter(gap.from().toInstant()).isBeforeOrEqualTo(until);
    }
  }

  private static boolean isIn(Gap gap, Instant at) {
    return !at.isBefore(gap.from().toInstant())
        && gap.to().map(to -> at.isBefore(to.toInstant())).orElse(true);
  }

  @Provide
  Arbitrary<List<Duration>> moments() {
    return Arbitraries.longs()
        .between(0, WEEK.toSeconds() - 1)
        .map(Duration::ofSeconds)
        .list()
        .ofMinSize(20)
        .ofMaxSize(60);
  }

  @Property(seed = SEED)
  void anEscalationAlwaysReachesWhoeverThePlanNames(
      @ForAll("plans") OnCallPlan plan, @ForAll("instants") Instant at) {
    for (int level = 1; level <= 5; level++) {
      Optional<String> told = plan.escalatedTo(level, at);
      if (plan.escalation().isEmpty()) {
        assertThat(told).isEqualTo(plan.personAt(at));
      } else {
        assertThat(told).get().isIn(plan.escalation());
      }
    }
    assertThat(plan.escalatedTo(99, at)).isEqualTo(plan.escalatedTo(98, at));
  }
}
