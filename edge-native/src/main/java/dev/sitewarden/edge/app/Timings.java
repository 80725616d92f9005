package dev.sitewarden.edge.app;

import java.util.Arrays;

/**
 * How long one stage took, frame by frame. Keeps the latest {@value #SIZE}; owned by one thread.
 */
final class Timings {
  private static final int SIZE = 8192;

  private final long[] nanos = new long[SIZE];
  private long count;

  void add(long duration) {
    nanos[(int) (count++ % SIZE)] = duration;
  }

  void addAll(Timings other) {
    for (int i = 0; i < Math.min(other.count, SIZE); i++) {
      add(other.nanos[i]);
    }
  }

  /** The {@code share} quantile (0..1) in milliseconds; 0 if nothing was measured. */
  double quantileMs(double share) {
    int kept = (int) Math.min(count, SIZE);
    if (kept == 0) {
      return 0;
    }
    long[] sorted = Arrays.copyOf(nanos, kept);
    Arrays.sort(sorted);
    return sorted[Math.min(kept - 1, (int) (share * kept))] / 1e6;
  }
}
