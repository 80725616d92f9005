package dev.sitewarden.cloud.notify;

/** Why there is a message. */
enum NotificationKind {
  OPENED,
  /** Nobody acknowledged in time. */
  ESCALATED,
  /** Stands for many that were held in a storm. */
  DIGEST
}
