package dev.sitewarden.cloud.app;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A PostgreSQL of our own, on loopback, whose data stay in the data folder. */
final class EmbeddedDatabase implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

  private final EmbeddedPostgres server;

  private EmbeddedDatabase(EmbeddedPostgres server) {
    this.server = server;
  }

  /** Starts the database in the folder, made at the first start; the caller holds the folder. */
  static EmbeddedDatabase start(Path folder) {
    try {
      stopOrphan(folder);
      EmbeddedPostgres server =
          EmbeddedPostgres.builder()
              .setDataDirectory(folder)
              .setCleanDataDirectory(false)
              .setOverrideWorkingDirectory(binaries().toFile())
              .setRegisterShutdownHook(false) // it must outlive Quarkus, which we stop first
              .setPGStartupWait(START_LIMIT)
              // The library switches this off; what was answered with 2xx must survive a power cut.
              .setServerConfig("fsync", "on")
              .setServerConfig("timezone", "UTC")
              .start();
      return new EmbeddedDatabase(server);
    } catch (IOException | IllegalStateException e) {
      throw new StartException(
          "the database in %s does not start (%s): free some disk, or move that folder away to begin anew."
              .formatted(folder, e.getMessage()),
          e);
    }
  }

  /** Programs are unpacked once a user, not once a data folder: it takes seconds. */
  private static Path binaries() throws IOException {
    String cache = System.getenv("XDG_CACHE_HOME");
    Path home = Path.of(System.getProperty("user.home"));
    Path base = cache == null || cache.isBlank() ? home.resolve(".cache") : Path.of(cache);
    return Files.createDirectories(base.resolve("sitewarden").resolve("postgres"));
  }

  /** A cloud that was killed leaves its database running; we hold the folder, so it is nobody's. */
  private static void stopOrphan(Path folder) throws IOException {
    Path pidFile = folder.resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return;
    }
    List<String> lines = Files.readAllLines(pidFile);
    Optional<ProcessHandle> orphan =
        ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
            .filter(process -> process.info().command().orElse("").contains("postgres"));
    if (orphan.isPresent()) {
      orphan.get().destroy();
      awaitEnd(orphan.get());
    }
  }

  private static void awaitEnd(ProcessHandle process) throws IOException {
    try {
      process.onExit().get(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while an earlier database stopped", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException(
          "an earlier database (process %d) does not stop".formatted(process.pid()));
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
        "postgres",
        "quarkus.datasource.password",
        "postgres");
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
