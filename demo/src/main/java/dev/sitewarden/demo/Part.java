package dev.sitewarden.demo;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * One process of the system, started through the launcher. Its output goes to a log; its line that
 * begins with {@code ready} says that it serves. Closing it asks it to stop, then makes it stop.
 */
final class Part implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(12);

  private final String name;
  private final Path log;
  private final Process process;
  private final CompletableFuture<Boolean> ready = new CompletableFuture<>();
  private final CompletableFuture<String> lastLine = new CompletableFuture<>();

  private Part(String name, Path log, Process process) {
    this.name = name;
    this.log = log;
    this.process = process;
    Thread.ofPlatform().name("log-" + name).daemon().start(this::copyOutput);
  }

  /** Starts {@code ./sitewarden verb arguments...} from the project's root, with settings. */
  static Part start(
      Path root, String name, Path logs, List<String> arguments, Map<String, String> environment) {
    Path log = logs.resolve(name + ".log");
    var command =
        Stream.concat(Stream.of(root.resolve("sitewarden").toString()), arguments.stream());
    try {
      Files.createDirectories(logs);
      var builder = new ProcessBuilder(command.toList()).directory(root.toFile());
      builder.environment().putAll(environment);
      return new Part(name, log, builder.redirectErrorStream(true).start());
    } catch (IOException e) {
      throw new UncheckedIOException("starting %s failed".formatted(name), e);
    }
  }

  private void copyOutput() {
    String last = "";
    try (BufferedReader output = process.inputReader();
        BufferedWriter writer = Files.newBufferedWriter(log)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        writer.write(line);
        writer.newLine();
        writer.flush();
        if (line.startsWith("ready ")) {
          ready.complete(true);
        }
        last = line.isBlank() ? last : line;
      }
    } catch (IOException e) {
      last = "reading its output failed: " + e.getMessage();
    }
    lastLine.complete(last);
    ready.complete(false);
  }

  /** Waits for the ready line; a process that ends first is reported with its last words. */
  void awaitReady(Duration limit) {
    if (!await(ready, limit, "was not ready")) {
      throw new DemoException(
          "%s stopped before it was ready: %s (log: %s)"
              .formatted(name, await(lastLine, limit, "did not end"), log));
    }
  }

  /** Waits until the process ends by itself and returns its last line of output. */
  String awaitEnd(Duration limit) {
    String last = await(lastLine, limit, "did not end");
    int code = process.onExit().join().exitValue();
    if (code != 0) {
      throw new DemoException("%s ended with code %d: %s".formatted(name, code, last));
    }
    return last;
  }

  private <T> T await(CompletableFuture<T> future, Duration limit, String failure) {
    try {
      return future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new DemoException(
          "%s %s within %d s, see its log %s".formatted(name, failure, limit.toSeconds(), log));
    } catch (ExecutionException e) {
      throw new IllegalStateException("these futures never fail", e);
    } catch (InterruptedException e) {
      throw Interruption.of(e);
    }
  }

  String name() {
    return name;
  }

  /** Fails with its last words if it ended in failure; fine while it runs or after a good end. */
  void requireNoFailure(Duration limit) {
    if (!process.isAlive()) {
      awaitEnd(limit);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Lets it run for a while, unless it ends by itself, then kills it. */
  void killAfter(Duration delay) {
    try {
      process.waitFor(delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw Interruption.of(e);
    }
    kill();
  }

  /** Ends the process at once, as a power cut would. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Peak resident memory in MB of the process alone, from the kernel; 0 where it does not say. */
  long peakRssMb() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/%d/status".formatted(process.pid())))) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }

  @Override
  public void close() {
    var children = process.descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
    }
    children.forEach(ProcessHandle::destroyForcibly);
  }
}
