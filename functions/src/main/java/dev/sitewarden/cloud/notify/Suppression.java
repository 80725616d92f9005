package dev.sitewarden.cloud.notify;

import dev.sitewarden.cloud.incident.IncidentEntity;
import java.util.Locale;

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
    /** Only alarms wake people: it is part of a digest when they get up. */
    QUIET_HOURS,
    /** Too many at once: it is part of a digest. */
    STORM,
    /** Somebody is looking at it already. */
    ANSWERED,
    /** Nobody is on call, and nobody otherwise. */
    NOBODY
  }

  /** Of an incident that somebody decided on before people were told. */
  static Suppression answered(IncidentEntity incident) {
    return new Suppression(
        Code.ANSWERED, "%s already".formatted(incident.state().name().toLowerCase(Locale.ROOT)));
  }
}
