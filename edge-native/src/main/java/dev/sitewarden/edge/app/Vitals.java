package dev.sitewarden.edge.app;

import dev.sitewarden.domain.wire.DeviceMeasured;
import dev.sitewarden.edge.metrics.EdgeMetric;
import dev.sitewarden.edge.metrics.Metric;
import dev.sitewarden.edge.metrics.ProcessMetrics;
import dev.sitewarden.edge.outbox.Outbox;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;

/**
 * Tells the cloud from time to time how the machine is, in the numbers that Prometheus gets. On a
 * virtual thread of its own.
 */
final class Vitals implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Vitals.class.getName());

  /** By then models are loaded and cameras open: what memory is taken before says nothing. */
  private static final Duration FIRST = Duration.ofSeconds(30);

  private final List<Metric> machine;
  private final Outbox outbox;
  private final Duration every;
  private final Consumer<DeviceMeasured> cloud;
  private final InstantSource clock;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = Thread.ofVirtual().name("vitals").unstarted(this::run);

  /**
   * @param state folder whose disk is watched
   * @param every how often it is told; the first time sooner
   * @param cloud is told
   */
  Vitals(
      Path state,
      Outbox outbox,
      Duration every,
      Consumer<DeviceMeasured> cloud,
      InstantSource clock) {
    this.machine = ProcessMetrics.of(state);
    this.outbox = outbox;
    this.every = every;
    this.cloud = cloud;
    this.clock = clock;
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      Duration wait = every.compareTo(FIRST) < 0 ? every : FIRST;
      while (!closing.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
        tell();
        wait = every;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody does so
    }
  }

  private void tell() {
    try {
      cloud.accept(measured());
    } catch (IllegalArgumentException e) {
      LOG.log(Level.WARNING, "this machine tells nonsense of itself: {0}", e.getMessage());
    }
  }

  /** How it is now. */
  DeviceMeasured measured() {
    long total = (long) values(EdgeMetric.DISK_SIZE).max().orElse(0);
    long free = (long) values(EdgeMetric.DISK_FREE).max().orElse(0);
    return new DeviceMeasured(
        clock.instant(),
        values(EdgeMetric.TEMPERATURE).boxed().max(Double::compare),
        Math.min(free, total),
        total,
        outbox.waiting(),
        outbox.bytes(),
        resident());
  }

  private Optional<Long> resident() {
    return values(EdgeMetric.RESIDENT).boxed().map(Double::longValue).findFirst();
  }

  private DoubleStream values(EdgeMetric wanted) {
    return machine.stream()
        .filter(metric -> metric.name().equals(wanted.metricName()))
        .mapToDouble(metric -> metric.value().getAsDouble())
        .filter(Double::isFinite);
  }

  @Override
  public void close() {
    closing.countDown();
  }
}
