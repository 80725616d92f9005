package dev.sitewarden.cloud.incident;

/** What a line of the timeline tells. */
public enum TimelineKind {
  OPENED,
  RECEIVED,
  NOTIFIED,
  NOT_NOTIFIED,
  DELIVERED,
  NOT_DELIVERED,
  EVIDENCE_STORED,
  UPDATED,
  ENDED,
  ACKNOWLEDGED,
  RESOLVED,
  REOPENED,
  ASSIGNED,
  COMMENTED,
  RECLASSIFIED,
  REPEATED,
  SEPARATED,
  ESCALATED
}
