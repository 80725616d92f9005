package dev.sitewarden.edge.models;

import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.domain.vision.Frame;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** How a model has been serving lately: the measure for its successor. Any thread. */
final class ServingStats implements FrameTap {
  private static final int FRAMES = 32;
  private static final Duration INCIDENTS_FOR = Duration.ofMinutes(10);

  private final InstantSource clock;
  private final Instant since;
  private final long[] nanos = new long[FRAMES];
  private final Deque<Instant> incidents = new ArrayDeque<>();
  private long frames;

  ServingStats(InstantSource clock) {
    this.clock = clock;
    since = clock.instant();
  }

  @Override
  public synchronized void seen(Frame frame, List<Detection> counted, long took) {
    nanos[(int) (frames++ % FRAMES)] = took;
  }

  @Override
  public synchronized void incidentOpened() {
    incidents.add(clock.instant());
    forget();
  }

  private void forget() {
    Instant oldest = clock.instant().minus(INCIDENTS_FOR);
    while (!incidents.isEmpty() && incidents.getFirst().isBefore(oldest)) {
      incidents.removeFirst();
    }
  }

  synchronized long frames() {
    return frames;
  }

  synchronized int incidents() {
    return incidents.size();
  }

  /** Of the last frames; zero before the first one. */
  synchronized Duration medianDetect() {
    int known = (int) Math.min(frames, FRAMES);
    if (known == 0) {
      return Duration.ZERO;
    }
    long[] sorted = Arrays.copyOf(nanos, known);
    Arrays.sort(sorted);
    return Duration.ofNanos(sorted[known / 2]);
  }

  /** What a successor is measured by; nothing before the first frame. */
  synchronized Optional<ModelHealthWatch.Baseline> baseline() {
    if (frames == 0) {
      return Optional.empty();
    }
    forget();
    Duration watched = Duration.between(since, clock.instant());
    Duration span = watched.compareTo(INCIDENTS_FOR) < 0 ? watched : INCIDENTS_FOR;
    double minutes = Math.max(1, span.toMillis() / 60_000.0);
    return Optional.of(new ModelHealthWatch.Baseline(medianDetect(), incidents.size() / minutes));
  }
}
