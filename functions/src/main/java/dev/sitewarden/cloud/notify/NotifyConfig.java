package dev.sitewarden.cloud.notify;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** Settings of notifications. */
@ConfigMapping(prefix = "cloud.notify")
interface NotifyConfig {

  /** Where people open the page; links in messages begin with it. */
  URI pageUrl();

  /** Who is told. */
  @WithDefault("engineer")
  @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9._@-]{0,63}")
  String recipient();

  /** For how long a message that is being handed over is left alone; doubles with each attempt. */
  @WithDefault("10s")
  @DurationMin(seconds = 1)
  Duration firstRetryAfter();

  /** After how many attempts a message is given up: 8 with doubling from 10 s is 42 minutes. */
  @WithDefault("8")
  @Min(1)
  @Max(20)
  int attempts();
}
