package dev.sitewarden.cloud.device;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** When a device counts as unwell. */
@ConfigMapping(prefix = "cloud.device")
interface DeviceConfig {

  /**
   * After how long without a message a device is silent; how its machine is, it says every five
   * minutes.
   */
  @WithDefault("15m")
  @DurationMin(minutes = 1)
  Duration silentAfter();

  /** For how long something that merely happened, such as a full disk, is shown. */
  @WithDefault("24h")
  @DurationMin(minutes = 1)
  Duration remember();

  /**
   * Below how much free disk somebody should look: evidence and messages are dropped when it is
   * full.
   */
  @WithDefault("10")
  @Min(1)
  @Max(99)
  int lowDiskPercent();

  /** From which temperature on; a Raspberry Pi slows down at 80. */
  @WithDefault("80")
  @DecimalMin("30")
  @DecimalMax("150")
  double hotCelsius();

  /** Above how many messages and files that wait on a device which is heard: it falls behind. */
  @WithDefault("1000")
  @Min(1)
  long backlog();
}
