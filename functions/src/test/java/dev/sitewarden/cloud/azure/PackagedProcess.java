package dev.sitewarden.cloud.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process that runs one of our packages; what it stands on is told by its environment. */
final class PackagedProcess implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final long started = System.nanoTime();
  private final BufferedReader out;
  private final Writer in;

  private PackagedProcess(Process process) {
    this.process = process;
    this.out = process.inputReader(StandardCharsets.UTF_8);
    this.in = process.outputWriter(StandardCharsets.UTF_8);
  }

  /** Where {@code src/azure/test-packages.sh} puts what it builds. */
  static Path folder() {
    return Path.of(System.getProperty("sitewarden.packages", "")).toAbsolutePath();
  }

  static PackagedProcess start(List<String> command, Map<String, String> settings) {
    ProcessBuilder builder = new ProcessBuilder(command);
    settings.forEach((key, value) -> builder.environment().put(variable(key), value));
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    try {
      return new PackagedProcess(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> java(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx256m"));
    command.add("--add-opens=java.base/java.lang=ALL-UNNAMED");
    command.addAll(List.of(arguments));
    return command;
  }

  private static String variable(String key) {
    return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }

  /** Has a function called by the worker in the process. */
  JsonNode invoke(Map<String, Object> invocation) throws IOException {
    in.write(JSON.writeValueAsString(invocation) + "\n");
    in.flush();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith("answer ")) {
        return JSON.readTree(line.substring("answer ".length()));
      }
    }
    throw new IllegalStateException("the worker ended without an answer");
  }

  Duration sinceStart() {
    return Duration.ofNanos(System.nanoTime() - started);
  }

  /** Resident memory in megabytes. */
  long residentMb() throws IOException {
    Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElse(0);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
