package dev.sitewarden.cloud.audit;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Who saw which evidence, as a table for a spreadsheet. */
final class AccessReport {
  /** What counts as access. */
  static final Set<String> ACTIONS =
      Set.of(
          AuditAction.EVIDENCE_READ.name(),
          AuditAction.EVIDENCE_EXPORTED.name(),
          AuditAction.EVIDENCE_SENT.name(),
          AuditAction.RECORDING_READ.name());

  /** Its first line. */
  static final String HEADER = "at,actor,action,subject,device,camera,detail\r\n";

  private AccessReport() {}

  /** RFC 4180. */
  static String rows(List<AuditRecord> records) {
    return records.stream()
        .map(AuditRecord::event)
        .map(AccessReport::row)
        .collect(Collectors.joining());
  }

  private static String row(AuditEvent event) {
    return List.of(
                event.at().toString(),
                event.actor(),
                event.action(),
                event.subject(),
                event.device(),
                event.camera(),
                event.detail())
            .stream()
            .map(AccessReport::cell)
            .collect(Collectors.joining(","))
        + "\r\n";
  }

  /** A text that a spreadsheet would run as a formula is led by an apostrophe. */
  private static String cell(String text) {
    String safe = text.matches("(?s)[=+@\t\r-].*") ? "'" + text : text;
    return "\"" + safe.replace("\"", "\"\"") + "\"";
  }
}
