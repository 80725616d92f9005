package dev.sitewarden.cloud.app;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;

/** Settings of the application itself; {@link CloudMain} sets them from its command line. */
@ConfigMapping(prefix = "cloud.app")
interface AppConfig {

  /** The file of users, {@code name=password} lines. */
  Path usersFile();
}
