package dev.sitewarden.cloud.observe;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/** Started means that the schema is as this version wants it, and everything else has begun. */
@Startup
@Singleton
public class StartHealth implements HealthCheck {
  private static final int AFTER_ALL_ELSE = 10_000;

  private volatile boolean hasStarted;

  void started(@Observes @Priority(AFTER_ALL_ELSE) StartupEvent start) {
    hasStarted = true;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("start").status(hasStarted).build();
  }
}
