package dev.sitewarden.domain.incident;

/** How far people have got with an incident. */
public enum IncidentState {
  OPEN,
  ACKNOWLEDGED,
  RESOLVED
}
