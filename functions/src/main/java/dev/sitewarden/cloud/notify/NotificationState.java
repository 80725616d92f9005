package dev.sitewarden.cloud.notify;

/** How far a message has got. */
enum NotificationState {
  /** Written with its incident; nobody has been chosen yet. */
  NEW,
  /** To be handed over, or tried again. */
  PENDING,
  /** Kept back in a storm, or while people sleep, for the next digest. */
  HELD,
  /** Its channel has it. */
  SENT,
  /** Its channel says that it arrived. */
  DELIVERED,
  /** Given up, with the reason. */
  FAILED,
  /** Not sent on purpose, with the reason. */
  SUPPRESSED
}
