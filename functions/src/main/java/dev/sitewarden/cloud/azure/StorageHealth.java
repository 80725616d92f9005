package dev.sitewarden.cloud.azure;

import io.smallrye.health.api.Wellness;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Whether evidence can be reached; people decide without pictures too, so not readiness. */
@Wellness
@Singleton
public class StorageHealth implements HealthCheck {
  private final Storage storage;

  StorageHealth(Storage storage) {
    this.storage = storage;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("evidence").status(storage.isReachable()).build();
  }
}
