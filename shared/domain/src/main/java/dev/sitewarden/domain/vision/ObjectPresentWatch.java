package dev.sitewarden.domain.vision;

import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One {@link Rule.ObjectPresent} at work in one zone. */
final class ObjectPresentWatch {
  private final Zone zone;
  private final Rule.ObjectPresent rule;
  private final BitSet window; // of the last outOf frames, whether an object counted
  private int next;
  private boolean raised;
  private Instant lastSeen = Instant.MIN;
  private Instant silentUntil = Instant.MIN;

  ObjectPresentWatch(Zone zone, Rule.ObjectPresent rule) {
    this.zone = zone;
    this.rule = rule;
    window = new BitSet(rule.outOf());
  }

  Optional<ZoneEvent> advance(List<Track> tracks, Instant capturedAt) {
    Track best = bestInside(tracks);
    window.set(next, best != null);
    next = (next + 1) % rule.outOf();
    if (best != null) {
      lastSeen = capturedAt;
    }
    if (raised && window.isEmpty()) {
      raised = false;
      silentUntil = capturedAt.plus(rule.cooldown());
      return Optional.of(new ZoneEvent.Cleared(zone, rule, capturedAt, lastSeen));
    }
    boolean mayRaise = !raised && !capturedAt.isBefore(silentUntil);
    if (mayRaise && best != null && window.cardinality() >= rule.atLeast()) {
      raised = true;
      return Optional.of(new ZoneEvent.Raised(zone, rule, capturedAt, best));
    }
    return Optional.empty();
  }

  /** The object that counts with the highest score, the oldest of equals; null if none counts. */
  private @Nullable Track bestInside(List<Track> tracks) {
    Track best = null;
    for (Track track : tracks) {
      Detection detection = track.detection();
      if (rule.labels().contains(detection.label())
          && zone.contains(detection.box())
          && (best == null || detection.score() > best.detection().score())) {
        best = track;
      }
    }
    return best;
  }
}
