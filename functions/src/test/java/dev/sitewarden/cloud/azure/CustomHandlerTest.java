package dev.sitewarden.cloud.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sitewarden.cloud.Device;
import dev.sitewarden.cloud.app.EmbeddedCloud;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The package for the host's custom handler, called over HTTP as the host calls it. */
@Tag("packages")
final class CustomHandlerTest {
  private static final Instant SEEN = Instant.parse("2026-11-20T09:29:59.960Z");
  private static final Path HANDLER = PackagedProcess.folder().resolve("custom-handler");
  private static final EmbeddedCloud CLOUD = new EmbeddedCloud();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final int MOST_POLLS = 100_000;

  @TempDir static Path data = Path.of("");

  private static PackagedProcess handler;
  private static int port;

  private final Device device = Device.fresh();

  /** The program and the port as the host's files and variables say. */
  @BeforeAll
  static void start() throws Exception {
    port = freePort();
    Map<String, String> settings = new HashMap<>(CLOUD.start());
    settings.put("FUNCTIONS_CUSTOMHANDLER_PORT", String.valueOf(port));
    JsonNode description = json("host.json").path("customHandler").path("description");
    List<String> command = new ArrayList<>();
    command.add(description.path("defaultExecutablePath").asText());
    description.path("arguments").forEach(argument -> command.add(argument.asText()));
    command.addAll(List.of("--data", data.toString()));
    handler = PackagedProcess.start(command, settings);
    HttpResponse<String> first = untilAnswered(() -> send("GET", "/", ""));
    System.out.printf(
        "custom handler %s: first answer (%d) after %d ms, %d MB resident%n",
        command.getFirst(),
        first.statusCode(),
        handler.sinceStart().toMillis(),
        handler.residentMb());
  }

  @AfterAll
  static void stop() {
    handler.close();
    CLOUD.stop();
  }

  @Test
  void theHostsFilesNameTheSameFunctionsAndNoJar() throws IOException {
    JsonNode telemetry = json("IngestTelemetry/function.json");
    JsonNode http = json("QuarkusHttp/function.json").path("bindings").path(0);

    assertThat(telemetry.has("scriptFile")).isFalse();
    assertThat(telemetry.has("entryPoint")).isFalse();
    assertThat(telemetry.path("retry").path("maxRetryCount").asInt()).isEqualTo(-1);
    assertThat(http.path("route").asText()).contains("?!.*(IngestTelemetry|");
    assertThat(
            json("host.json").path("customHandler").path("enableProxyingHttpRequest").asBoolean())
        .isTrue();
    assertThat(
            json("HourlyChores/function.json").path("bindings").path(0).path("schedule").asText())
        .isEqualTo("0 7 * * * *");
  }

  @Test
  void aBatchIsTakenAndAnsweredAsDocumented() throws Exception {
    String batch =
        Device.envelope(device.name(), List.of(device.opened(SEEN), "poison", device.opened(SEEN)));

    HttpResponse<String> answer = send("POST", "/IngestTelemetry", batch);

    assertThat(answer.statusCode()).isEqualTo(200);
    JsonNode said = new ObjectMapper().readTree(answer.body());
    assertThat(said.path("Outputs").isObject()).isTrue();
    assertThat(said.path("Logs").isArray()).isTrue();
    assertThat(said.has("ReturnValue")).isTrue();
  }

  @Test
  void timersAreAnsweredAndPeopleAreServed() throws Exception {
    String timer = "{\"Data\":{\"timer\":{\"IsPastDue\":false}},\"Metadata\":{}}";

    assertThat(send("POST", "/FrequentChores", timer).statusCode()).isEqualTo(200);
    assertThat(send("POST", "/HourlyChores", timer).statusCode()).isEqualTo(200);
    assertThat(send("GET", "/api/v1/incidents", "").statusCode()).isEqualTo(401);
  }

  private static HttpResponse<String> untilAnswered(Callable<HttpResponse<String>> question)
      throws Exception {
    for (int poll = 0; poll < MOST_POLLS; poll++) {
      try {
        return question.call();
      } catch (IOException notYet) {
        Thread.onSpinWait(); // the host polls too
      }
    }
    throw new IllegalStateException("the handler did not answer");
  }

  private static HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path)))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .header("Content-Type", "application/json")
            .build();
    return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static JsonNode json(String file) throws IOException {
    return new ObjectMapper().readTree(HANDLER.resolve(file).toFile());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
