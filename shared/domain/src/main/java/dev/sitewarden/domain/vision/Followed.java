package dev.sitewarden.domain.vision;

import dev.sitewarden.domain.geometry.BoundingBox;
import dev.sitewarden.domain.model.Label;
import java.time.Instant;

/** What the tracker remembers of one object between frames. */
final class Followed {
  private final TrackId id;
  private final BoxMotion motion;
  private Detection detection;
  private Instant lastSeen;
  private Instant now;
  private int hits = 1;

  Followed(TrackId id, Detection first, Instant at) {
    this.id = id;
    this.motion = new BoxMotion(first.box());
    this.detection = first;
    this.lastSeen = at;
    this.now = at;
  }

  void predict(double steps, Instant at) {
    motion.predict(steps);
    now = at;
  }

  void match(Detection seen) {
    motion.correct(seen.box());
    detection = seen;
    lastSeen = now;
    hits++;
  }

  double overlap(BoundingBox box) {
    return motion.overlap(box);
  }

  Label label() {
    return detection.label();
  }

  Instant lastSeen() {
    return lastSeen;
  }

  boolean isSeenNow() {
    return lastSeen.equals(now);
  }

  int hits() {
    return hits;
  }

  Track track() {
    return new Track(id, detection, hits);
  }
}
