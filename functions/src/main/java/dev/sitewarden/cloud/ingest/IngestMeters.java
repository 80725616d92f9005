package dev.sitewarden.cloud.ingest;

import dev.sitewarden.domain.wire.DeviceMessage.IncidentOpened;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/**
 * Counts what came in. Labels take values of this program alone: types that it knows, outcomes,
 * codes of dead letters; never a device's or a person's name.
 */
@Singleton
final class IngestMeters {
  private static final String PREFIX = "dev.sitewarden.";

  private final MeterRegistry registry;
  private final InstantSource clock;
  private final DistributionSummary batch;
  private final Timer captureToRow;
  private final Counter evicted;

  IngestMeters(MeterRegistry registry, InstantSource clock) {
    this.registry = registry;
    this.clock = clock;
    this.batch =
        DistributionSummary.builder("sitewarden.ingest.batch.messages")
            .description("Messages that the host handed over at once")
            .register(registry);
    this.evicted =
        Counter.builder("sitewarden.ingest.dead.letters.evicted")
            .description("Dead letters that nobody can play any more, as there were too many")
            .register(registry);
    this.captureToRow =
        Timer.builder("sitewarden.incident.capture.to.row")
            .description("From the frame that fired the rule until the incident's row is committed")
            .serviceLevelObjectives(
                Duration.ofMillis(100),
                Duration.ofMillis(250),
                Duration.ofMillis(500),
                Duration.ofSeconds(1), // the budget's p99
                Duration.ofSeconds(3),
                Duration.ofSeconds(10),
                Duration.ofMinutes(1),
                Duration.ofHours(1))
            .register(registry);
  }

  /** A message's type as people say it, such as {@code incident.opened}. */
  static String type(DeviceEvent message) {
    String type = message.event().data().type();
    return type.substring(PREFIX.length(), type.lastIndexOf(".v"));
  }

  void message(String type, String outcome) {
    registry.counter("sitewarden.ingest.messages", "type", type, "outcome", outcome).increment();
  }

  void deadLetter(String code) {
    registry.counter("sitewarden.ingest.dead.letters", "code", code).increment();
  }

  void evicted(int letters) {
    evicted.increment(letters);
  }

  /** A message has its effect, which is committed. */
  void stored(DeviceEvent message) {
    if (message.event().data() instanceof IncidentOpened opened) {
      Duration took = Duration.between(opened.capturedAt(), clock.instant());
      captureToRow.record(took.isNegative() ? Duration.ZERO : took);
    }
  }

  void batch(int messages, long beganNanos, String outcome) {
    batch.record(messages);
    registry
        .timer("sitewarden.ingest.batch", "outcome", outcome)
        .record(System.nanoTime() - beganNanos, TimeUnit.NANOSECONDS);
  }
}
