package dev.sitewarden.domain.vision;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Counts who is in a camera's zones, interval by interval; owned by that camera's detection thread.
 * Intervals lie on whole multiples of their length, so that those of all cameras fall together. One
 * in which no frame was seen is not reported.
 */
public final class ZoneCounts {
  /** A longer gap between two frames is time in which nobody watched. */
  private static final Duration LONGEST_GAP = Duration.ofMinutes(1);

  private final Masks masks;
  private final long intervalMillis;
  private List<ZoneCounter> counters;
  private @Nullable Moment last;
  private Instant from = Instant.EPOCH;

  /**
   * @param masks of the camera: objects in what they ignore do not count
   * @param interval at least a second, whole milliseconds
   */
  public ZoneCounts(List<Zone> zones, Masks masks, Duration interval) {
    if (interval.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("counts need an interval of 1s or more, got " + interval);
    }
    this.masks = masks;
    counters = zones.stream().map(zone -> new ZoneCounter(zone, masks)).toList();
    intervalMillis = interval.toMillis();
  }

  /**
   * Takes the tracks of the next frame that the model looked at and what the rules said about them.
   *
   * @return the counts of the interval that this frame ended, one for each zone; mostly empty
   */
  public List<ZoneCount> advance(List<Track> tracks, List<ZoneEvent> events, Instant capturedAt) {
    Moment now = last == null ? Moment.first(capturedAt) : last.next(capturedAt);
    Instant start = startOf(capturedAt);
    List<ZoneCount> over = List.of();
    if (last == null) {
      from = start;
    } else if (start.equals(from)) {
      pass(last.at(), capturedAt);
    } else {
      over = moveOn(last.at(), start, capturedAt);
    }
    last = now;
    for (ZoneCounter counter : counters) {
      counter.see(tracks, now);
      for (ZoneEvent event : events) {
        if (event instanceof ZoneEvent.Crossed crossed) {
          counter.crossed(crossed);
        }
      }
    }
    return over;
  }

  /** Shares the time since the last frame between two intervals. */
  private List<ZoneCount> moveOn(Instant before, Instant start, Instant capturedAt) {
    boolean isNext = start.equals(end());
    if (isNext && isWatched(before, capturedAt)) {
      pass(before, end());
    }
    List<ZoneCount> over = take();
    from = start;
    if (isNext && isWatched(before, capturedAt)) {
      pass(start, capturedAt);
    }
    return over;
  }

  private void pass(Instant before, Instant after) {
    if (isWatched(before, after)) {
      Duration time = Duration.between(before, after);
      counters.forEach(counter -> counter.pass(time));
    }
  }

  /** A clock that was set back, or far forward, says nothing about the time that passed. */
  private static boolean isWatched(Instant before, Instant after) {
    return !after.isBefore(before) && Duration.between(before, after).compareTo(LONGEST_GAP) <= 0;
  }

  /** The counts so far, at the end of a run; the interval is reported as far as it was seen. */
  public List<ZoneCount> finish() {
    return last == null ? List.of() : take();
  }

  /**
   * Counts in other zones from the next frame on. A zone whose area and lines are the same goes on.
   *
   * @return the counts so far of those that are gone or are others now
   */
  public List<ZoneCount> redraw(List<Zone> zones) {
    List<ZoneCounter> old = counters;
    counters =
        zones.stream()
            .map(
                zone ->
                    old.stream()
                        .filter(counter -> counter.isSame(zone))
                        .findFirst()
                        .orElseGet(() -> new ZoneCounter(zone, masks)))
            .toList();
    return old.stream()
        .filter(counter -> !counters.contains(counter))
        .map(counter -> counter.take(from, end()))
        .filter(count -> !count.watched().isZero() || !count.labels().isEmpty())
        .toList();
  }

  private List<ZoneCount> take() {
    return counters.stream().map(counter -> counter.take(from, end())).toList();
  }

  private Instant end() {
    return from.plusMillis(intervalMillis);
  }

  private Instant startOf(Instant time) {
    return Instant.ofEpochMilli(
        Math.floorDiv(time.toEpochMilli(), intervalMillis) * intervalMillis);
  }
}
