package dev.sitewarden.cloud.observe;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** What counts as well. */
@ConfigMapping(prefix = "cloud.observe")
public interface ObserveConfig {

  /**
   * How long the database may take to answer. Longer hides trouble; shorter than a failover's first
   * hiccup takes an instance out of service for nothing.
   */
  @WithDefault("2s")
  @DurationMin(millis = 100)
  Duration databaseAnswersWithin();

  /** For how long a message to a person may be due before people are told of the backlog. */
  @WithDefault("5m")
  @DurationMin(seconds = 1)
  Duration messagesWaitAtMost();
}
