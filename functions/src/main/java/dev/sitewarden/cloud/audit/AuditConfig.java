package dev.sitewarden.cloud.audit;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** Settings of the audit log. */
@ConfigMapping(prefix = "cloud.audit")
interface AuditConfig {

  /** The file with the key that signs anchors and packages; made by the cloud's first start. */
  Path keyFile();

  /** The key itself as PEM, where there is no disk: a Key Vault reference. */
  Optional<String> key();

  /**
   * The public halves of the keys that signed before, as PEM, one after another: what they signed
   * stays believed.
   */
  Optional<String> formerKeys();

  /** Where anchors are added, one line each, if they do not go to Azure. */
  Path anchorsFile();
}
