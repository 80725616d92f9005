package dev.sitewarden.cloud.app;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneOffset;

/** What packages ask for and nobody else makes. */
final class Wiring {
  private Wiring() {}

  /** Milliseconds, as on the wire: PostgreSQL keeps micro-, Java nanoseconds. */
  @Produces
  @Singleton
  static InstantSource clock() {
    return Clock.tickMillis(ZoneOffset.UTC);
  }

  @Produces
  @Singleton
  static DemoUsers users(AppConfig config) {
    return DemoUsers.in(config.usersFile());
  }
}
