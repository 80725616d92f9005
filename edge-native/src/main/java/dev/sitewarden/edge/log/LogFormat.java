package dev.sitewarden.edge.log;

/** Who reads the log. */
public enum LogFormat {
  /** People, and journald. */
  TEXT,
  /** Machines: one JSON object a line. */
  JSON
}
