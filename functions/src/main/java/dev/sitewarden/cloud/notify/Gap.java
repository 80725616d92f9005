package dev.sitewarden.cloud.notify;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A while in which a plan names nobody, by the clock on the site's wall.
 *
 * @param from when it begins, or when somebody began to look
 * @param to when it is somebody's turn again; empty if that is later than somebody looked
 */
record Gap(OffsetDateTime from, Optional<OffsetDateTime> to) {

  /** The gaps of a plan between two instants, in their order; none of them touch. */
  static List<Gap> of(OnCallPlan plan, Instant from, Instant until) {
    ZoneId zone = plan.timezone();
    List<Gap> gaps = new ArrayList<>();
    Optional<OffsetDateTime> began = Optional.empty();
    for (Instant turn : turns(plan, from, until)) {
      OffsetDateTime wall = turn.atZone(zone).toOffsetDateTime();
      if (plan.personAt(turn).isEmpty()) {
        began = began.or(() -> Optional.of(wall));
      } else {
        began.ifPresent(start -> gaps.add(new Gap(start, Optional.of(wall))));
        began = Optional.empty();
      }
    }
    began.ifPresent(start -> gaps.add(new Gap(start, Optional.empty())));
    return gaps;
  }

  /**
   * Every instant at which the turn may pass on, the first included: between two of them it is the
   * same person's, as the clock on the wall runs evenly there and passes no end of a shift.
   */
  private static NavigableSet<Instant> turns(OnCallPlan plan, Instant from, Instant until) {
    ZoneRules rules = plan.timezone().getRules();
    NavigableSet<Instant> turns = new TreeSet<>(List.of(from));
    for (StandIn standIn : plan.standIns()) {
      turns.add(standIn.from());
      turns.add(standIn.to());
    }
    List<LocalTime> ends =
        plan.shifts().stream()
            .flatMap(shift -> Stream.of(shift.from(), shift.to()))
            .distinct()
            .toList();
    LocalDate last = until.atZone(plan.timezone()).toLocalDate().plusDays(1);
    LocalDate day = from.atZone(plan.timezone()).toLocalDate().minusDays(1);
    for (; !day.isAfter(last); day = day.plusDays(1)) {
      for (LocalTime end : ends) { // the clock shows it never, once, or twice
        var wall = day.atTime(end);
        rules.getValidOffsets(wall).forEach(offset -> turns.add(wall.toInstant(offset)));
      }
    }
    ZoneOffsetTransition change = rules.nextTransition(from);
    while (change != null && change.getInstant().isBefore(until)) {
      turns.add(change.getInstant());
      change = rules.nextTransition(change.getInstant());
    }
    return turns.subSet(from, true, until, false);
  }
}
