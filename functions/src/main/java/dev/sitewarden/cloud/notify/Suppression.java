package dev.sitewarden.cloud.notify;

/**
 * Why a message is not sent.
 *
 * @param code what a program decides on
 * @param reason what a person reads
 */
record Suppression(Code code, String reason) {
  /** The kinds of reasons. */
  enum Code {
    /** The same situation again; people were told of it. */
    REPEAT,
    /** The camera's rule spoke a moment ago. */
    COOLDOWN,
    /** Only alarms may wake people now. */
    QUIET_HOURS,
    /** Too many at once: it is part of a digest. */
    STORM,
    /** Somebody is looking at it already. */
    ANSWERED,
    /** Nobody is on call, and nobody otherwise. */
    NOBODY
  }
}
