package dev.sitewarden.edge.detect;

import java.util.Arrays;

/** How long one stage took, frame by frame; grows rarely, so that measuring allocates little. */
final class Durations {
  private static final double NANOS_PER_MS = 1e6;

  private long[] nanos = new long[2048];
  private int count;

  void add(long duration) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count++] = duration;
  }

  /**
   * The least time that so many of the frames stayed within.
   *
   * @param share 0..1
   * @return milliseconds
   */
  double percentileMs(double share) {
    if (count == 0) {
      return 0;
    }
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    int index = (int) Math.ceil(share * count) - 1;
    return sorted[Math.max(0, index)] / NANOS_PER_MS;
  }

  double totalSeconds() {
    return Arrays.stream(nanos, 0, count).sum() / 1e9;
  }

  int count() {
    return count;
  }
}
