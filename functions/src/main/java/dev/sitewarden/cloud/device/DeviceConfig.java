package dev.sitewarden.cloud.device;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** When a device counts as unwell. */
@ConfigMapping(prefix = "cloud.device")
interface DeviceConfig {

  /** After how long without a message a device is silent; counts of zones come each minute. */
  @WithDefault("15m")
  @DurationMin(minutes = 1)
  Duration silentAfter();

  /** For how long something that merely happened, such as a full disk, is shown. */
  @WithDefault("24h")
  @DurationMin(minutes = 1)
  Duration remember();
}
