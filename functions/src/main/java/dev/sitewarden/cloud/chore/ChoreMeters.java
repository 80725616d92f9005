package dev.sitewarden.cloud.chore;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Shows when each chore last did what was due, for one that silently stopped is the worst. */
@Singleton
final class ChoreMeters {
  private final Map<String, AtomicLong> succeededAt = new ConcurrentHashMap<>();
  private final MeterRegistry registry;
  private final InstantSource clock;

  ChoreMeters(MeterRegistry registry, InstantSource clock) {
    this.registry = registry;
    this.clock = clock;
  }

  static String name(Chore chore) {
    return chore.getClass().getSimpleName();
  }

  void succeeded(Chore chore) {
    succeededAt.computeIfAbsent(name(chore), first -> shown(chore)).set(clock.millis());
  }

  private AtomicLong shown(Chore chore) {
    AtomicLong at = new AtomicLong();
    TimeGauge.builder("sitewarden.chore.last.success", at::get, TimeUnit.MILLISECONDS)
        .description("When the chore last did what was due, in seconds since 1970")
        .tag("chore", name(chore))
        .tag("rhythm", chore.rhythm().name().toLowerCase(Locale.ROOT))
        .register(registry);
    return at;
  }

  void failed(Chore chore) {
    registry.counter("sitewarden.chore.failures", "chore", name(chore)).increment();
  }
}
