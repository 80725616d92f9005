package dev.sitewarden.cloud.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The database that a cloud leaves running when it is killed. */
final class OrphanedDatabase {
  private static final long PATIENCE_SECONDS = 20;

  private OrphanedDatabase() {}

  /** Stops it, if there is one; the caller holds the data folder, so nobody else uses it. */
  static void stop(Path folder) throws IOException {
    Optional<ProcessHandle> orphan = find(folder.resolve("postmaster.pid"));
    if (orphan.isPresent()) {
      orphan.get().destroy();
      awaitEnd(orphan.get());
    }
  }

  /** The process in the file, unless another program has got its number meanwhile. */
  private static Optional<ProcessHandle> find(Path pidFile) throws IOException {
    if (!Files.exists(pidFile)) {
      return Optional.empty();
    }
    List<String> lines = Files.readAllLines(pidFile);
    if (lines.isEmpty() || !lines.getFirst().strip().matches("\\d{1,9}")) {
      return Optional.empty();
    }
    return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
        .filter(process -> process.info().command().orElse("").endsWith("postgres"));
  }

  private static void awaitEnd(ProcessHandle process) throws IOException {
    try {
      process.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while an earlier database stopped", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException(
          "an earlier database, process %d, does not stop".formatted(process.pid()), e);
    }
  }
}
