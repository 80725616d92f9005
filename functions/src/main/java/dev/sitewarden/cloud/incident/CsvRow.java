package dev.sitewarden.cloud.incident;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A line of comma-separated values as RFC 4180 has it. A text that a spreadsheet would take for a
 * formula begins with an apostrophe, so that it stays a text.
 */
record CsvRow(String text) {
  private static final String FORMULA_STARTS = "=+-@\t\r\n";

  static final CsvRow HEADER =
      of(
          "id",
          "site",
          "device",
          "camera",
          "zone",
          "rule",
          "label",
          "score",
          "severity",
          "state",
          "verdict",
          "captured_at",
          "ended_at",
          "received_at",
          "notified_at",
          "assigned_to",
          "acknowledged_by",
          "resolved_by",
          "comment",
          "escalations",
          "part_of",
          "model");

  static CsvRow of(IncidentEntity row) {
    return of(
        row.id,
        row.site,
        row.device,
        row.camera,
        row.zone.name(),
        row.rule,
        row.subject.label(),
        row.subject.score(),
        row.severity,
        row.state,
        row.verdict,
        row.capturedAt,
        row.endedAt,
        row.receivedAt,
        row.notifiedAt,
        row.assignedTo,
        row.acknowledgedBy,
        row.resolvedBy,
        row.comment,
        row.escalations,
        row.partOf,
        row.model.name() + " " + row.model.version());
  }

  static CsvRow of(@Nullable Object... values) {
    Stream<String> cells = Arrays.stream(values).map(value -> cell(Optional.ofNullable(value)));
    return new CsvRow(cells.collect(Collectors.joining(",")) + "\r\n");
  }

  private static String cell(Optional<Object> value) {
    String plain = value.map(Object::toString).orElse("");
    boolean isText = value.filter(found -> found instanceof String).isPresent();
    String safe =
        isText && !plain.isEmpty() && FORMULA_STARTS.indexOf(plain.charAt(0)) >= 0
            ? "'" + plain
            : plain;
    return safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n')
        ? '"' + safe.replace("\"", "\"\"") + '"'
        : safe;
  }
}
