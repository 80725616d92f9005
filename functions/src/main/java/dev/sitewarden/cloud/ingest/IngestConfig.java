package dev.sitewarden.cloud.ingest;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** How much ingest remembers. */
@ConfigMapping(prefix = "cloud.ingest")
interface IngestConfig {

  /** For how long a message's id is known; a hub keeps messages for 7 days at most. */
  @WithDefault("30d")
  @DurationMin(days = 8)
  Duration rememberMessages();

  /**
   * How many dead letters are kept, at most 256 KiB each. Of more than that, the oldest of the
   * devices and codes with the most go first.
   */
  @WithDefault("4000")
  @Min(1)
  @Max(1_000_000)
  int deadLetters();
}
