package dev.sitewarden.domain.vision;

import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.vision.ZoneCount.LabelCount;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts who is in one zone. */
final class ZoneCounter {
  private final Zone zone;
  private final Masks masks;
  private Duration watched = Duration.ZERO;
  private final Stays stays = new Stays();
  private final Map<Label, LabelTally> tallies =
      new TreeMap<>(Comparator.comparing(Label::value)); // in the same order on every machine

  ZoneCounter(Zone zone, Masks masks) {
    this.zone = zone;
    this.masks = masks;
  }

  /** Whether a zone is counted the same way: the same area, the same lines. */
  boolean isSame(Zone drawn) {
    return drawn.id().equals(zone.id())
        && drawn.isSameArea(zone)
        && drawn.lines().equals(zone.lines());
  }

  void pass(Duration time) {
    watched = watched.plus(time);
    tallies.values().forEach(tally -> tally.pass(time));
  }

  void see(List<Track> tracks, Moment now) {
    tallies.values().forEach(LabelTally::startFrame);
    for (Track track : tracks) {
      if (zone.contains(track.detection().box())
          && !masks.ignores(zone.anchor().of(track.detection().box()))) {
        see(track, now);
      }
    }
    stays.endAbsent(now, this::end);
  }

  private void see(Track track, Moment now) {
    Stay stay = stays.see(track, now);
    if (stay.isBelieved()) {
      tally(track).inside();
    }
    if (stay.isNewlyBelieved()) {
      tally(track).entered();
    }
  }

  private void end(Stay stay) {
    if (stay.isBelieved()) {
      tally(stay.latest()).left();
    }
  }

  void crossed(ZoneEvent.Crossed event) {
    if (event.zone().id().equals(zone.id())) {
      tally(event.subject()).crossed(event.direction());
    }
  }

  private LabelTally tally(Track track) {
    return tallies.computeIfAbsent(track.detection().label(), label -> new LabelTally());
  }

  /** What was counted in the interval that is over; the next one begins. */
  ZoneCount take(Instant from, Instant to) {
    Duration whole = Duration.between(from, to);
    Duration seen = watched.compareTo(whole) > 0 ? whole : watched;
    watched = Duration.ZERO;
    List<LabelCount> labels = new ArrayList<>();
    tallies.forEach(
        (label, tally) -> {
          if (!tally.isNothing()) {
            labels.add(tally.count(label, seen));
          }
          tally.restart();
        });
    return new ZoneCount(zone.id(), from, to, seen, labels);
  }
}
