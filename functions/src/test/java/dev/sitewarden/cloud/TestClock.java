package dev.sitewarden.cloud;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** The application's clock in tests: the real one, until a test puts it forward. */
@Alternative
@Priority(1)
@Singleton
public class TestClock implements InstantSource {
  private final InstantSource real = Clock.tickMillis(ZoneOffset.UTC);
  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

  @Override
  public Instant instant() {
    return real.instant().plus(ahead.get());
  }

  /** Puts the clock forward by this, from the real time. */
  public void putForward(Duration by) {
    ahead.set(by);
  }

  /** Shows the real time again. */
  public void reset() {
    ahead.set(Duration.ZERO);
  }
}
