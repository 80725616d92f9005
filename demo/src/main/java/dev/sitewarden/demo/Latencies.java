package dev.sitewarden.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Arrays;

/** How long things took; to be added to from any thread. */
final class Latencies {
  private long[] nanos = new long[1024];
  private int size;

  synchronized void add(Duration duration) {
    if (size == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * size);
    }
    nanos[size] = duration.toNanos();
    size++;
  }

  synchronized int size() {
    return size;
  }

  /** How many there are, and below what the half, 99 of 100, and all of them stay. */
  synchronized void writeTo(ObjectNode line, String name) {
    line.put(name + "_count", size);
    if (size > 0) {
      Arrays.sort(nanos, 0, size);
      line.put(name + "_p50_ms", millis(0.5));
      line.put(name + "_p99_ms", millis(0.99));
      line.put(name + "_max_ms", millis(1));
    }
  }

  private double millis(double share) {
    return nanos[(int) Math.ceil(share * size) - 1] / 1e6;
  }
}
