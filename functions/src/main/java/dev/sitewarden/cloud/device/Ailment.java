package dev.sitewarden.cloud.device;

import java.time.Instant;
import java.util.Optional;

/**
 * One reason why a device is unwell.
 *
 * @param kind {@code SILENT}, or the kind of report that told it
 * @param subject what ails, such as a camera; empty for the device as a whole
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
