package dev.sitewarden.cloud.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Set;

/** Settings of the application itself; {@link CloudMain} sets them from its command line. */
@ConfigMapping(prefix = "cloud.app")
interface AppConfig {

  /** The file of users, {@code name=password} lines. */
  Path usersFile();

  /** Names that the server answers to, without ports. */
  @WithDefault("127.0.0.1,localhost")
  Set<String> hosts();
}
