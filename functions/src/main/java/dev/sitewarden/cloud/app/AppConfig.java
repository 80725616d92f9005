package dev.sitewarden.cloud.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
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

  /**
   * Whether people sign in at Entra ID, which {@code quarkus.oidc} names; if not, there are the
   * demo users, on loopback only.
   */
  @WithDefault("false")
  boolean entra();

  /** Whether log lines are JSON objects for machines; if not, text for people. */
  @WithDefault("false")
  boolean jsonLog();

  /** Failed sign-ins of one address in a minute, after which it is told to wait. */
  @WithDefault("10")
  @Min(1)
  @Max(1000)
  int failedSignIns();

  /** Calls of one address in a second that are answered for long; ten times as many at once. */
  @WithDefault("100")
  @Min(1)
  @Max(100_000)
  int callsPerSecond();

  /** The longest body of a call by a person, in bytes: texts, never files. */
  @WithDefault("65536")
  @Min(1024)
  @Max(1_048_576)
  int longestBody();
}
