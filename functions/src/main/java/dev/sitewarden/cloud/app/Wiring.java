package dev.sitewarden.cloud.app;

import dev.sitewarden.cloud.rights.LocalRoles;
import dev.sitewarden.cloud.rights.Role;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;

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

  /** Nobody is of ours where people sign in at Entra. */
  @Produces
  @Singleton
  static LocalRoles localRoles(AppConfig config, Instance<DemoUsers> users) {
    return config.entra()
        ? name -> Optional.empty()
        : name -> users.get().roleOf(name).flatMap(Role::parse);
  }
}
