package dev.sitewarden.cloud.audit;

import dev.sitewarden.cloud.problem.ProblemException;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in the log, newest first; records of one millisecond are told apart by chain and number.
 */
record AuditCursor(Instant at, int lane, long number) {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,15})-(\\d{1,4})-(\\d{1,18})");

  /** Later than any record: devices' clocks may be ahead by years. */
  static final Instant LATEST = Instant.ofEpochMilli(999_999_999_999_999L);

  /** Before everything of this instant. */
  static AuditCursor before(Instant at) {
    return new AuditCursor(at, 0, 0);
  }

  /** Just before a record. */
  static AuditCursor before(AuditRecord record) {
    return new AuditCursor(record.event().at(), record.lane(), record.number());
  }

  static AuditCursor parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw ProblemException.badRequest(
          "invalid-cursor", "before must be what an earlier answer called older.");
    }
    return new AuditCursor(
        Instant.ofEpochMilli(Long.parseLong(parts.group(1))),
        Integer.parseInt(parts.group(2)),
        Long.parseLong(parts.group(3)));
  }

  String text() {
    return "%d-%d-%d".formatted(at.toEpochMilli(), lane, number);
  }
}
