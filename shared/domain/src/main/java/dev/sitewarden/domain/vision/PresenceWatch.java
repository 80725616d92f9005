package dev.sitewarden.domain.vision;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The state of one {@link Rule.ObjectPresent} in one zone: the last M frames, and whether it is
 * raised.
 */
final class PresenceWatch {
  private final Zone zone;
  private final Rule.ObjectPresent rule;
  private final boolean[] window;
  private int next;
  private int present;
  private boolean raised;
  private Instant lastSeen = Instant.MIN;
  private Instant silentUntil = Instant.MIN;

  PresenceWatch(Zone zone, Rule.ObjectPresent rule) {
    this.zone = zone;
    this.rule = rule;
    this.window = new boolean[rule.outOf()];
  }

  Optional<ZoneEvent> advance(List<Track> tracks, Instant at) {
    Optional<Track> subject = best(tracks);
    push(subject.isPresent());
    if (subject.isPresent()) {
      lastSeen = at;
    }
    if (raised) {
      return present == 0 ? Optional.of(clear(at)) : Optional.empty();
    }
    if (present < rule.atLeast() || at.isBefore(silentUntil)) {
      return Optional.empty();
    }
    return subject.map(track -> raise(at, track));
  }

  private Optional<Track> best(List<Track> tracks) {
    return tracks.stream()
        .filter(track -> rule.labels().contains(track.detection().label()))
        .filter(track -> zone.contains(track.detection().box()))
        .max(Comparator.comparingDouble(track -> track.detection().score()));
  }

  private void push(boolean isPresent) {
    present += (isPresent ? 1 : 0) - (window[next] ? 1 : 0);
    window[next] = isPresent;
    next = (next + 1) % window.length;
  }

  private ZoneEvent raise(Instant at, Track subject) {
    raised = true;
    return new ZoneEvent.Raised(zone, rule, at, subject);
  }

  private ZoneEvent clear(Instant at) {
    raised = false;
    silentUntil = at.plus(rule.cooldown());
    return new ZoneEvent.Cleared(zone, rule, at, lastSeen);
  }
}
