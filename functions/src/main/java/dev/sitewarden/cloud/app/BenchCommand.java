package dev.sitewarden.cloud.app;

import dev.sitewarden.cloud.ingest.IngestBench;
import io.quarkus.runtime.Quarkus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** {@code ./sitewarden bench ingest}: messages to rows, on a database of its own. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Rows/s from the host's envelope to the commit, beside raw inserts and COPY.")
final class BenchCommand implements Callable<Integer> {
  private static final int ANY_PORT = 0;

  @Option(names = "--messages", description = "Messages a round (default: ${DEFAULT-VALUE}).")
  private int messages = 40_000;

  @Option(names = "--batch", description = "Messages a batch (default: ${DEFAULT-VALUE}).")
  private int batch = 100;

  @Option(names = "--rounds", description = "Rounds (default: ${DEFAULT-VALUE}).")
  private int rounds = 3;

  @Override
  public Integer call() {
    if (batch < 1 || messages < batch || rounds < 1) {
      return CloudMain.complain(
          "bench needs --rounds and --batch of 1 or more and --messages of one batch or more.");
    }
    Shutdown shutdown = Shutdown.install();
    DataFolder folder = shutdown.afterAllElse(temporary(shutdown));
    AtomicInteger exitCode = new AtomicInteger(ExitCode.SOFTWARE);
    System.getProperties().putAll(Map.of("quarkus.scheduler.enabled", "false"));
    try {
      CloudMain.prepare(folder, ANY_PORT, shutdown);
      Quarkus.run(
          IngestBench.class,
          (code, failure) -> exitCode.set(ended(code, failure)),
          String.valueOf(messages),
          String.valueOf(batch),
          String.valueOf(rounds));
    } finally {
      shutdown.serverEnded(exitCode.get());
    }
    return exitCode.get();
  }

  private static int ended(int code, @Nullable Throwable failure) {
    if (failure == null) {
      return code;
    }
    failure.printStackTrace(); // whoever measures wants to know where
    return ExitCode.SOFTWARE;
  }

  private static DataFolder temporary(Shutdown shutdown) {
    try {
      Path folder = Files.createTempDirectory("sitewarden-bench-");
      shutdown.afterAllElse(() -> remove(folder));
      return DataFolder.open(folder);
    } catch (IOException e) {
      throw new StartException("no temporary folder for the bench: " + e.getMessage(), e);
    }
  }

  private static void remove(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .sorted((one, other) -> other.compareTo(one)) // what lies deepest goes first
          .forEach(BenchCommand::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
