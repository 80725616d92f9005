package dev.sitewarden.domain.incident;

import dev.sitewarden.domain.site.Severity;
import dev.sitewarden.domain.vision.Detection;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

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

  /**
   * A person says: I am looking at it.
   *
   * @param how if he did not sign in for it, in words for the audit log
   */
  record Acknowledged(Instant at, String by, Optional<String> how) implements IncidentChange {
    /** By somebody who signed in. */
    public Acknowledged(Instant at, String by) {
      this(at, by, Optional.empty());
    }
  }

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

  /**
   * A person makes it somebody's work, or nobody's.
   *
   * @param to empty if nobody has it any more
   */
  record Assigned(Instant at, String by, Optional<String> to) implements IncidentChange {}

  /** A person says something about it; moves nothing. */
  record Commented(Instant at, String by, String text) implements IncidentChange {
    public Commented {
      if (text.isBlank()) {
        throw new IllegalArgumentException("a comment on an incident must say something");
      }
    }
  }

  /** A person says how urgent it is; what the device says of that later no longer counts. */
  record Reclassified(Instant at, String by, Severity severity, String reason)
      implements IncidentChange {}

  /** A person says that this repeat is something of its own. */
  record Separated(Instant at, String by) implements IncidentChange {}

  /**
   * Nobody acknowledged it in time.
   *
   * @param level how often that was so already, from 1
   * @param waited how long, since it came or was escalated last
   */
  record Escalated(Instant at, int level, Duration waited) implements IncidentChange {
    public Escalated {
      if (level < 1) {
        throw new IllegalArgumentException("an escalation's level counts from 1, got " + level);
      }
    }
  }
}
