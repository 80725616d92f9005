package dev.sitewarden.edge.outbox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** How long the things of a class are worth delivering, by the device's clock. */
record Life(Optional<Duration> limit, InstantSource clock) {
  boolean isEndless() {
    return limit.isEmpty();
  }

  /** Whether what was said then is too old by now. */
  boolean isOver(Instant said) {
    return limit.filter(life -> said.plus(life).isBefore(clock.instant())).isPresent();
  }
}
