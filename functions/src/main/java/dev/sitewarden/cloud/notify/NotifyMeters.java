package dev.sitewarden.cloud.notify;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Counts what was sent; labels are channels and outcomes, never people. */
@Singleton
final class NotifyMeters {
  private final MeterRegistry registry;
  private final InstantSource clock;

  NotifyMeters(MeterRegistry registry, InstantSource clock) {
    this.registry = registry;
    this.clock = clock;
  }

  void attempted(String channel, Attempt attempt, Optional<Instant> capturedAt) {
    registry
        .counter(
            "sitewarden.notification.attempts", "channel", channel, "outcome", attempt.outcome())
        .increment();
    if (attempt instanceof Attempt.Accepted) {
      capturedAt.ifPresent(
          seen -> captureToHandover(channel).record(sinceOrZero(seen, clock.instant())));
    }
  }

  private Timer captureToHandover(String channel) {
    return Timer.builder("sitewarden.notification.capture.to.handover")
        .description("From the frame that fired the rule until a channel has the message")
        .tag("channel", channel)
        .serviceLevelObjectives(
            Duration.ofMillis(250),
            Duration.ofMillis(500),
            Duration.ofSeconds(1), // the budget's p99
            Duration.ofSeconds(3),
            Duration.ofSeconds(10),
            Duration.ofMinutes(1),
            Duration.ofMinutes(10),
            Duration.ofHours(1))
        .register(registry);
  }

  /** Cameras' clocks may be ahead. */
  private static Duration sinceOrZero(Instant seen, Instant now) {
    return seen.isBefore(now) ? Duration.between(seen, now) : Duration.ZERO;
  }
}
