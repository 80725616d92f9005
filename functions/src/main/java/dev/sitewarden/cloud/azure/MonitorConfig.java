package dev.sitewarden.cloud.azure;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Where spans go; without it, nowhere. */
@ConfigMapping(prefix = "cloud.azure.monitor")
interface MonitorConfig {

  /**
   * {@code InstrumentationKey=..;IngestionEndpoint=..}, as the portal shows it. By default what the
   * Functions host reads for itself, so that both tell the same resource.
   */
  Optional<String> connectionString();
}
