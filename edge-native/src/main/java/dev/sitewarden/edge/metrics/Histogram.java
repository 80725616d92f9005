package dev.sitewarden.edge.metrics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/** How long something took, counted in buckets. Any thread; adding takes nanoseconds. */
public final class Histogram {
  /** Upper bounds in seconds: a Pi's frame lies in the middle, an upload at the end. */
  private static final double[] BOUNDS = {
    0.005, 0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 5, 10
  };

  private final AtomicLongArray buckets = new AtomicLongArray(BOUNDS.length + 1);
  private final LongAdder nanos = new LongAdder();

  public void add(Duration taken) {
    double seconds = taken.toNanos() / 1e9;
    int bucket = 0;
    while (bucket < BOUNDS.length && seconds > BOUNDS[bucket]) {
      bucket++;
    }
    nanos.add(taken.toNanos());
    buckets.incrementAndGet(bucket);
  }

  /** The series {@code _bucket}, {@code _sum} and {@code _count}, as one metric has them. */
  List<Metric> metrics(String name, String help, Map<String, String> labels) {
    List<Metric> series = new ArrayList<>();
    for (int i = 0; i <= BOUNDS.length; i++) {
      int last = i;
      Map<String, String> bucket = new TreeMap<>(labels);
      bucket.put("le", i < BOUNDS.length ? String.valueOf(BOUNDS[i]) : "+Inf");
      series.add(metric(name + "_bucket", help, bucket, last));
    }
    series.add(
        new Metric(name + "_sum", help, Metric.Kind.HISTOGRAM, labels, () -> nanos.sum() / 1e9));
    series.add(metric(name + "_count", help, labels, BOUNDS.length));
    return series;
  }

  private Metric metric(String name, String help, Map<String, String> labels, int last) {
    return new Metric(name, help, Metric.Kind.HISTOGRAM, labels, () -> upTo(last));
  }

  private long upTo(int last) {
    long sum = 0;
    for (int i = 0; i <= last; i++) {
      sum += buckets.get(i);
    }
    return sum;
  }
}
