package dev.sitewarden.cloud.archive;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** Settings of the archive: for how long each tier keeps what, unless it is on legal hold. */
@ConfigMapping(prefix = "cloud.archive")
interface ArchiveConfig {

  /** The archive tier on this machine; best on another disk than the media tier. */
  Path folder();

  /** For how long a recording stays in the media tier once the archive has it: the quick way. */
  @WithDefault("7d")
  @DurationMin(hours = 1)
  Duration keepInMedia();

  /** For how long recordings are kept at all; people are on them. */
  @WithDefault("30d")
  @DurationMin(hours = 1)
  Duration keepRecordings();

  /** For how long frames to learn from are kept; people are on them, and not blurred. */
  @WithDefault("30d")
  @DurationMin(hours = 1)
  Duration keepSamples();

  /** For how long pictures and clips of incidents are kept; the incident itself stays. */
  @WithDefault("365d")
  @DurationMin(hours = 1)
  Duration keepEvidence();
}
