package dev.sitewarden.domain.vision;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a {@link Tracker} remembers of one object; not yet a track until it is confirmed. */
final class Trail {
  private final BoxMotion motion;
  private final ScoreHistory scores = new ScoreHistory();
  private @Nullable TrackId id;
  private Detection latest;
  private Instant lastSeen;
  private int hits = 1;
  private boolean inSight = true;

  Trail(Detection first, Instant capturedAt) {
    motion = new BoxMotion(first.box());
    scores.add(first.score());
    latest = first;
    lastSeen = capturedAt;
  }

  void predict(Duration elapsed) {
    motion.predict(elapsed, inSight);
  }

  void match(Detection detection, Instant capturedAt) {
    motion.correct(detection.box());
    scores.add(detection.score());
    latest = detection;
    lastSeen = capturedAt;
    inSight = true;
    hits++;
  }

  void miss() {
    inSight = false;
  }

  void confirm(TrackId newId) {
    id = newId;
  }

  /** Overlap with where the object should be now; 0 for another label. */
  double iou(Detection detection) {
    return latest.label().equals(detection.label()) ? motion.iou(detection.box()) : 0;
  }

  boolean isConfirmed() {
    return id != null;
  }

  /** Whether it was matched in the latest frame. */
  boolean isInSight() {
    return inSight;
  }

  int hits() {
    return hits;
  }

  Instant lastSeen() {
    return lastSeen;
  }

  /** Empty until it is confirmed. */
  Optional<Track> track() {
    return Optional.ofNullable(id).map(known -> new Track(known, latest, hits, scores.median()));
  }
}
