package dev.sitewarden.domain.site;

/** How fast a person should look. */
public enum Severity {
  INFO,
  WARNING,
  ALARM
}
