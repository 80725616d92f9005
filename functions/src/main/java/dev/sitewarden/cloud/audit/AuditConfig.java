package dev.sitewarden.cloud.audit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;

/** Settings of the audit log. */
@ConfigMapping(prefix = "cloud.audit")
interface AuditConfig {

  /** The file with the key that signs anchors and packages; made by the cloud's first start. */
  Path keyFile();

  /** The key itself as PEM, where there is no disk: a Key Vault reference. */
  Optional<String> key();

  /** Where anchors are added, one line each: outside the database. */
  Path anchorsFile();

  /** How often the chains' ends are anchored: what is cut off sooner is not noticed. */
  @WithDefault("1m")
  @DurationMin(seconds = 1)
  Duration anchorEvery();
}
