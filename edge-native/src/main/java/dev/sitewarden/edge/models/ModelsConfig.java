package dev.sitewarden.edge.models;

import dev.sitewarden.domain.model.RuntimeVersion;
import dev.sitewarden.inference.DetectorSettings;
import dev.sitewarden.inference.ModelPackage;
import dev.sitewarden.inference.trust.VerificationKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;

/**
 * How models come to a device.
 *
 * @param folder of the store, of this role's models only
 * @param bundled the package that was installed with the edge, not signed: the last resort
 * @param key whose packages are taken
 * @param settings how a model runs here
 * @param health when a model on trial passes
 * @param retryAfter an order that could not be applied, doubled each time up to an hour
 * @param runtime what this edge is
 */
public record ModelsConfig(
    Path folder,
    Path bundled,
    VerificationKey key,
    Function<ModelPackage, DetectorSettings> settings,
    HealthLimits health,
    Duration retryAfter,
    RuntimeVersion runtime) {
  public ModelsConfig {
    if (retryAfter.isNegative() || retryAfter.isZero()) {
      throw new IllegalArgumentException(
          "models: retry-after must be above zero, got " + retryAfter);
    }
  }

  public static ModelsConfig of(
      Path folder,
      Path bundled,
      VerificationKey key,
      Function<ModelPackage, DetectorSettings> settings) {
    return new ModelsConfig(
        folder,
        bundled,
        key,
        settings,
        HealthLimits.defaults(),
        Duration.ofSeconds(2),
        RuntimeVersion.CURRENT);
  }
}
