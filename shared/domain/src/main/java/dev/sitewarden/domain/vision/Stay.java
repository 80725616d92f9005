package dev.sitewarden.domain.vision;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One object's stay in a zone, short absences included. */
final class Stay {
  /**
   * Frames inside after which a stay is believed: a box that flickers over the edge for a frame or
   * two entered nothing. Raising it: later answers.
   */
  private static final int BELIEVED_AFTER = 3;

  private final Duration since;
  private Track latest;
  private Moment lastSeen;
  private @Nullable Duration absentSince;
  private int frames;
  private boolean raised;

  Stay(Track first, Moment now) {
    since = now.elapsed();
    latest = first;
    lastSeen = now;
  }

  void see(Track track, Moment now) {
    latest = track;
    lastSeen = now;
    absentSince = null;
    frames++;
  }

  /** Notes an absence; says for how long it has lasted, counted from the first frame of it. */
  Duration miss(Moment now) {
    if (absentSince == null) {
      absentSince = now.elapsed();
    }
    return now.since(absentSince);
  }

  void raise() {
    raised = true;
  }

  boolean isRaised() {
    return raised;
  }

  boolean isBelieved() {
    return frames >= BELIEVED_AFTER;
  }

  /** Whether it just became so. */
  boolean isNewlyBelieved() {
    return frames == BELIEVED_AFTER;
  }

  Duration dwell(Moment now) {
    return now.since(since);
  }

  boolean isInside(Moment now) {
    return lastSeen.equals(now);
  }

  Track latest() {
    return latest;
  }

  Instant lastSeen() {
    return lastSeen.at();
  }
}
