package dev.sitewarden.cloud.notify;

/** Why there is a message. */
public enum NotificationKind {
  OPENED,
  /** Nobody acknowledged in time. */
  ESCALATED,
  /** Stands for many that were held. */
  DIGEST
}
