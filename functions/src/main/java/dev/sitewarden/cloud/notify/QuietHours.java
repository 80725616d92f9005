package dev.sitewarden.cloud.notify;

import java.time.LocalTime;

/**
 * When only alarms may wake people, by the clock on the site's wall.
 *
 * @param to not included; earlier than {@code from} means on the next day
 */
record QuietHours(LocalTime from, LocalTime to) {
  QuietHours {
    OnCallPlan.requireSaid("from of quiet hours", from);
    OnCallPlan.requireSaid("to of quiet hours", to);
    if (from.equals(to)) {
      throw new IllegalArgumentException(
          "quiet hours must begin and end at different times, got %s twice".formatted(from));
    }
  }

  boolean contains(LocalTime time) {
    boolean isAfterStart = !time.isBefore(from);
    boolean isBeforeEnd = time.isBefore(to);
    return from.isBefore(to) ? isAfterStart && isBeforeEnd : isAfterStart || isBeforeEnd;
  }
}
