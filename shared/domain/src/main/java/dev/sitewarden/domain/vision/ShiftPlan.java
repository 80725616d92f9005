package dev.sitewarden.domain.vision;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;

/**
 * When a rule is on duty.
 *
 * <p>Windows follow the clock on the wall: in the night in which an hour is left out, a window that
 * lies in it does not happen; in the night in which an hour comes twice, it happens twice.
 *
 * @param timeZone of that clock
 * @param windows any of which is enough; empty means always
 */
public record ShiftPlan(ZoneId timeZone, List<TimeWindow> windows) {
  /** On duty day and night. */
  public static final ShiftPlan ALWAYS = new ShiftPlan(ZoneId.of("UTC"), List.of());

  public ShiftPlan {
    windows = List.copyOf(windows);
  }

  public boolean isOn(Instant at) {
    if (windows.isEmpty()) {
      return true;
    }
    LocalDateTime wall = LocalDateTime.ofInstant(at, timeZone);
    for (TimeWindow window : windows) {
      if (window.contains(wall)) {
        return true;
      }
    }
    return false;
  }
}
