package dev.sitewarden.cloud.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The package for the host's custom handler as a process of its own, told its program by {@code
 * host.json} and its port by a variable. While it runs, callers, persons and rows of the other
 * tests find it where they find the application.
 */
final class PackagedHandler implements AutoCloseable {
  private static final Path FOLDER = PackagedProcess.folder().resolve("custom-handler");
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final int MOST_POLLS = 100_000;
  private static final String PORT = "quarkus.http.test-port";

  private final PackagedProcess process;
  private final int port;
  private final Map<String, String> told;

  private PackagedHandler(PackagedProcess process, int port, Map<String, String> told) {
    this.process = process;
    this.port = port;
    this.told = told;
  }

  /** A file of the package. */
  static JsonNode json(String file) {
    try {
      return new ObjectMapper().readTree(FOLDER.resolve(file).toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts it with these settings and waits for its first answer, as the host does. */
  static PackagedHandler start(Path data, Map<String, String> settings) {
    return start(data, settings, Optional.empty());
  }

  /** The same, and it trusts who has a key in this store, as it trusts Azure. */
  static PackagedHandler start(Path data, Map<String, String> settings, Optional<LocalKeys> keys) {
    int port = freePort();
    Map<String, String> variables = new HashMap<>(settings);
    variables.put("FUNCTIONS_CUSTOMHANDLER_PORT", String.valueOf(port));
    JsonNode description = json("host.json").path("customHandler").path("description");
    List<String> command = new ArrayList<>();
    command.add(description.path("defaultExecutablePath").asText());
    description.path("arguments").forEach(argument -> command.add(argument.asText()));
    keys.map(LocalKeys::trust)
        .ifPresent(
            trust -> {
              if (command.size() == 1) {
                command.addAll(trust); // an executable takes them as a JVM does
              } else {
                command.addAll(1, trust);
              }
            });
    command.addAll(List.of("--data", data.toString()));
    PackagedProcess process = PackagedProcess.start(command, variables);
    Map<String, String> told = new HashMap<>(settings);
    told.put(PORT, String.valueOf(port));
    told.forEach(System::setProperty);
    PackagedHandler handler = new PackagedHandler(process, port, Map.copyOf(told));
    try {
      handler.awaitFirstAnswer(command.getFirst());
    } catch (RuntimeException e) {
      handler.close();
      throw e;
    }
    return handler;
  }

  private void awaitFirstAnswer(String program) {
    try {
      HttpResponse<String> first = untilAnswered();
      System.out.printf(
          "custom handler %s: first answer (%d) after %d ms, %d MB resident%n",
          program, first.statusCode(), process.sinceStart().toMillis(), process.residentMb());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private HttpResponse<String> untilAnswered() throws InterruptedException {
    for (int poll = 0; poll < MOST_POLLS; poll++) {
      try {
        return send("GET", "/", "");
      } catch (IOException notYet) {
        Thread.onSpinWait(); // the host polls too
      }
    }
    throw new IllegalStateException("the handler did not answer");
  }

  /** Asks as the host does: JSON, and none of the headers that Azure's front ends add. */
  HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    return HTTP.send(request(method, path, body), HttpResponse.BodyHandlers.ofString());
  }

  /** The same, and does not wait for the answer. */
  CompletableFuture<HttpResponse<String>> sendLater(String method, String path, String body) {
    return HTTP.sendAsync(request(method, path, body), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest request(String method, String path, String body) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path)))
        .method(method, HttpRequest.BodyPublishers.ofString(body))
        .header("Content-Type", "application/json")
        .build();
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    told.keySet().forEach(System::clearProperty);
    process.close();
  }
}
