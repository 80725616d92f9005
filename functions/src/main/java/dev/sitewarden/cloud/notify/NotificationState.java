package dev.sitewarden.cloud.notify;

/** How far a message has got. */
enum NotificationState {
  PENDING,
  SENT,
  FAILED
}
