package dev.sitewarden.cloud.device;

import java.time.Instant;
import java.util.Optional;

/**
 * One reason why a device is unwell.
 *
 * @param kind {@code SILENT}, the kind of report that told it, or what was measured: {@code
 *     DISK_LOW}, {@code HOT}, {@code BACKLOG}
 * @param subject what ails, such as a camera, or the figure that was measured; empty for the device
 *     as a whole
 * @param text in the device's words; empty if it said nothing
 * @param since when it began, or happened; missing if nobody knows
 */
record Ailment(String kind, String subject, String text, Optional<Instant> since) {
  static final String SILENT = "SILENT";

  static Ailment of(Condition condition) {
    return new Ailment(
        condition.kind().name(),
        condition.subject(),
        condition.text(),
        Optional.of(condition.at()));
  }
}
