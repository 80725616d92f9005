package dev.sitewarden.cloud.audit;

/** What was done. Names are in records for ever: they are added to, never changed. */
public enum AuditAction {
  INCIDENT_CHANGED,
  EVIDENCE_READ,
  EVIDENCE_EXPORTED,
  RECORDING_READ,
  RECORDING_ARCHIVED,
  RECORDING_DELETED,
  TIMELINE_EXPORTED,
  GRANT_GIVEN,
  GRANT_REVOKED,
  DEVICE_PLACED,
  DEAD_LETTER_REPLAYED,
  HOLD_PLACED,
  HOLD_RELEASED,
  SIGNED_IN,
  SIGN_IN_REFUSED,
  LABELS_EXPORTED
}
