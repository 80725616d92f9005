package dev.sitewarden.cloud.app;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;

/**
 * A PostgreSQL of our own, on loopback, whose data stay in the data folder. Only who knows the
 * password in that folder may connect: a machine has other users.
 */
final class EmbeddedDatabase implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final String USER = "postgres";
  private static final String RULES =
      """
      # Written by Sitewarden: nobody without the password.
      host all all 127.0.0.1/32 scram-sha-256
      host all all ::1/128 scram-sha-256
      """;

  private final EmbeddedPostgres server;
  private final String password;

  private EmbeddedDatabase(EmbeddedPostgres server, String password) {
    this.server = server;
    this.password = password;
  }

  /** Starts the database of the data folder, made at the first start. */
  static EmbeddedDatabase start(DataFolder data) {
    Path folder = data.database();
    String password = Secrets.key(data.own("database.key"));
    try {
      OrphanedDatabase.stop(folder);
      EmbeddedPostgres server = builder(data, password).start();
      lock(server, folder, password);
      return new EmbeddedDatabase(server, password);
    } catch (IOException | SQLException | IllegalStateException e) {
      throw new StartException(
          ("the database in %s does not start (%s), its log is %s:"
                  + " free some disk, or move that folder away to begin anew.")
              .formatted(folder, e.getMessage(), log(data)),
          e);
    }
  }

  private static EmbeddedPostgres.Builder builder(DataFolder data, String password)
      throws IOException {
    Redirect log = Redirect.appendTo(log(data).toFile());
    return EmbeddedPostgres.builder()
        .setDataDirectory(data.database())
        .setCleanDataDirectory(false)
        .setOverrideWorkingDirectory(programs().toFile())
        .setRegisterShutdownHook(false) // it must outlive the server, which is stopped first
        .setPGStartupWait(START_LIMIT)
        .setOutputRedirector(log)
        .setErrorRedirector(log)
        .setConnectConfig("password", password)
        // The library switches these off; what was answered with 2xx must survive a power cut.
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("full_page_writes", "on")
        .setServerConfig("unix_socket_directories", "") // would lie in /tmp, open to everybody
        .setServerConfig("timezone", "UTC");
  }

  private static Path log(DataFolder data) {
    return data.own("postgres.log");
  }

  /** Programs are unpacked once a user, not once a data folder: it takes seconds. */
  private static Path programs() throws IOException {
    String cache = System.getenv("XDG_CACHE_HOME");
    Path home = Path.of(System.getProperty("user.home"));
    Path base = cache == null || cache.isBlank() ? home.resolve(".cache") : Path.of(cache);
    return Files.createDirectories(base.resolve("sitewarden").resolve("postgres"));
  }

  /** A new database trusts everybody on this machine until it has its password. */
  private static void lock(EmbeddedPostgres server, Path folder, String password)
      throws IOException, SQLException {
    Path rules = folder.resolve("pg_hba.conf");
    if (Files.readString(rules).equals(RULES)) {
      return;
    }
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("alter user %s password '%s'".formatted(USER, password));
      Files.writeString(rules, RULES);
      statement.execute("select pg_reload_conf()");
    }
  }

  /** What Quarkus has to know to use it. */
  Map<String, String> settings() {
    String address = "127.0.0.1:%d/postgres".formatted(server.getPort());
    return Map.of(
        "quarkus.datasource.reactive.url",
        "postgresql://" + address,
        "quarkus.datasource.jdbc.url",
        "jdbc:postgresql://" + address,
        "quarkus.datasource.username",
        USER,
        "quarkus.datasource.password",
        password);
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new StartException("the database did not stop", e);
    }
  }
}
