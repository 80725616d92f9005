package dev.sitewarden.cloud.incident;

/**
 * What incidents are counted by and narrowed to, and the SQL that says it of incident {@code i}.
 */
enum Facet {
  SITE("i.site"),
  /** Cameras have their names within a device, so both are said: {@code device/camera}. */
  CAMERA("i.device || '/' || i.camera"),
  ZONE("i.zone_id"),
  RULE("i.rule"),
  SEVERITY("i.severity"),
  STATE("i.state"),
  VERDICT("i.verdict"),
  ASSIGNEE("i.assigned_to"),
  /** A day by the caller's clock on the wall, {@code 2026-11-20}. */
  DAY("to_char(i.captured_at at time zone :timezone, 'YYYY-MM-DD')");

  private final String sql;

  Facet(String sql) {
    this.sql = sql;
  }

  String sql() {
    return sql;
  }
}
