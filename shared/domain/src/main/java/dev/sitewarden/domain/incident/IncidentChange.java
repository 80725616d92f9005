package dev.sitewarden.domain.incident;

import dev.sitewarden.domain.site.Severity;
import dev.sitewarden.domain.vision.Detection;
import java.time.Instant;

/**
 * Something that happened to an incident after it was opened; each becomes a line of its timeline.
 */
public sealed interface IncidentChange {
  Instant at();

  /** The device no longer sees the situation; says nothing about whether a person has looked. */
  record Ended(Instant at) implements IncidentChange {}

  /**
   * The device sees that it is worse or clearer than it was told.
   *
   * @param severity now
   * @param subject the best detection of it so far; the one that is judged stays the first
   * @param objects that make the situation
   */
  record Updated(Instant at, Severity severity, Detection subject, int objects)
      implements IncidentChange {}

  /** The device stored a file that shows what happened. */
  record EvidenceStored(Instant at, Evidence evidence) implements IncidentChange {}

  /** A person says: I am looking at it. */
  record Acknowledged(Instant at, String by) implements IncidentChange {}

  /** A person judged it; the comment may be empty. */
  record Resolved(Instant at, String by, Verdict verdict, String comment)
      implements IncidentChange {}

  /** A person takes a judgement back, with a reason. */
  record Reopened(Instant at, String by, String reason) implements IncidentChange {
    public Reopened {
      if (reason.isBlank()) {
        throw new IllegalArgumentException("reopening an incident needs a reason");
      }
    }
  }
}
