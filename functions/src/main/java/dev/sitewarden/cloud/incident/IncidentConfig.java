package dev.sitewarden.cloud.incident;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** Settings of the incident pages. */
@ConfigMapping(prefix = "cloud.incident")
interface IncidentConfig {

  /** The longest that a long poll is held; proxies between tend to give up after 30 s. */
  @WithDefault("25s")
  @DurationMin(seconds = 1)
  @DurationMax(minutes = 5)
  Duration longestWait();

  /** How many long polls are held at once; who comes when it is full is answered at once. */
  @WithDefault("500")
  @Min(1)
  @Max(100_000)
  int waitingClients();
}
