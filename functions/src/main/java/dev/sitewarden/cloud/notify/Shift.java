package dev.sitewarden.cloud.notify;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Set;

/**
 * Somebody's turn, each week, by the clock on the site's wall.
 *
 * @param days on which it begins
 * @param to not included; not later than {@code from} means on the next day
 */
record Shift(Set<DayOfWeek> days, LocalTime from, LocalTime to, String person) {
  Shift {
    days = Set.copyOf(days);
    People.require("a shift's person", person);
    OnCallPlan.requireSaid("from of the shift of " + person, from);
    OnCallPlan.requireSaid("to of the shift of " + person, to);
    if (days.isEmpty()) {
      throw new IllegalArgumentException("the shift of %s needs a day".formatted(person));
    }
  }

  boolean contains(LocalDateTime wall) {
    boolean isAfterStart = !wall.toLocalTime().isBefore(from);
    boolean isBeforeEnd = wall.toLocalTime().isBefore(to);
    if (from.isBefore(to)) {
      return days.contains(wall.getDayOfWeek()) && isAfterStart && isBeforeEnd;
    }
    return (days.contains(wall.getDayOfWeek()) && isAfterStart)
        || (days.contains(wall.getDayOfWeek().minus(1)) && isBeforeEnd);
  }
}
