package dev.sitewarden.domain.incident;

/** How fast a person should look. */
public enum Severity {
  INFO,
  WARNING,
  ALARM
}
