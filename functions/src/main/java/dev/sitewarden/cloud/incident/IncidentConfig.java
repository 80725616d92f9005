package dev.sitewarden.cloud.incident;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
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

  /** The site of devices that no site was given. */
  @WithDefault("main")
  @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
  String site();

  /**
   * How soon the same rule in the same zone of the same camera makes a repeat instead of an
   * incident of its own, counted from the latest one; {@code 0s} never. Longer means fewer rows in
   * the list, and more of them that are really two situations.
   */
  @WithDefault("2m")
  @DurationMin(seconds = 0)
  @DurationMax(hours = 24)
  Duration mergeWithin();

  /**
   * After this long a situation that goes on repeating is an incident anew, and people are told.
   */
  @WithDefault("1h")
  @DurationMin(minutes = 1)
  Duration mergeAtMost();

  /**
   * For how long messages wait for the one that opens their incident before they become dead
   * letters; a hub keeps messages for 7 days at most.
   */
  @WithDefault("8d")
  @DurationMin(days = 1)
  Duration earlyMessagesWait();

  /** For how long an open incident of each severity waits before it is escalated, each time. */
  @WithDefault("5m")
  @DurationMin(seconds = 1)
  Duration escalateAlarmAfter();

  /** The same for warnings; information is never escalated. */
  @WithDefault("30m")
  @DurationMin(seconds = 1)
  Duration escalateWarningAfter();

  /**
   * How often one incident is escalated before it is left alone; where more people are in the
   * site's list, as often as there are people.
   */
  @WithDefault("3")
  @Min(0)
  @Max(20)
  int escalations();
}
