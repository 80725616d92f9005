package dev.sitewarden.cloud.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.annotation.FunctionName;
import dev.sitewarden.cloud.Device;
import dev.sitewarden.cloud.app.EmbeddedCloud;
import dev.sitewarden.cloud.observe.Collector;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The package for the Java worker, called as the worker calls it. */
@Tag("packages")
final class WorkerPackageTest {
  private static final Instant SEEN = Instant.parse("2026-11-20T09:29:59.960Z");
  private static final Path WORKER = PackagedProcess.folder().resolve("azure-functions/sitewarden");
  private static final EmbeddedCloud CLOUD = new EmbeddedCloud();
  private static final Collector COLLECTOR = new Collector();

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static Map<String, String> settings = Map.of();
  private static PackagedProcess worker;

  private final Device device = Device.fresh();

  @BeforeAll
  static void start() {
    settings = new HashMap<>(CLOUD.start());
    settings.putAll(COLLECTOR.start());
    settings.put("quarkus.otel.metric.export.interval", "1s"); // a minute, else
    String own = Path.of("target/test-classes").toAbsolutePath().toString();
    worker =
        PackagedProcess.start(
            PackagedProcess.java(
                "-cp",
                String.join(
                    ":",
                    WORKER + "/*",
                    WORKER + "/lib/*",
                    own,
                    jarOf(FunctionName.class), // the host brings these two
                    jarOf(HttpRequestMessage.class)),
                PackagedWorker.class.getName(),
                WORKER.toString()),
            settings);
  }

  private static String jarOf(Class<?> type) {
    return Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()))
        .toString();
  }

  @AfterAll
  static void stop() {
    worker.close();
    COLLECTOR.stop();
    CLOUD.stop();
  }

  @Test
  void everyFunctionIsDescribedAndRetriedForEver() throws IOException {
    JsonNode telemetry = json("IngestTelemetry/function.json");

    assertThat(telemetry.path("bindings").path(0).path("type").asText())
        .isEqualTo("eventHubTrigger");
    assertThat(telemetry.path("bindings").path(0).path("cardinality").asText())
        .isEqualToIgnoringCase("many");
    assertThat(telemetry.path("retry").path("maxRetryCount").asInt()).isEqualTo(-1);
    assertThat(json("host.json").path("extensionBundle").path("version").asText())
        .isEqualTo("[4.*, 5.0.0)");
    for (String timer : List.of("FrequentChores", "FileChores", "HourlyChores")) {
      assertThat(json(timer + "/function.json").path("bindings").path(0).path("type").asText())
          .isEqualTo("timerTrigger");
    }
  }

  @Test
  void aBatchOfTheEventHubIsStoredOnce() throws Exception {
    List<String> batch = List.of(device.opened(SEEN), device.health("no room", SEEN), "poison");
    Map<String, Object> invocation = invocation(batch);

    JsonNode first = worker.invoke(invocation);
    System.out.printf(
        "java worker: first answer after %d ms, %d MB resident%n",
        worker.sinceStart().toMillis(), worker.residentMb());
    worker.invoke(invocation);

    assertThat(first.path("failure").asText()).isEmpty();
    for (String table : List.of("incident", "device_report", "dead_letter")) {
      assertThat(count(table)).as(table).isEqualTo(1);
    }
  }

  @Test
  void timersRunTheChores() throws IOException {
    for (String timer : List.of("FrequentChores", "FileChores", "HourlyChores")) {
      assertThat(worker.invoke(Map.of("function", timer)).path("failure").asText()).isEmpty();
    }
  }

  @Test
  void numbersGoToTheCollectorThatIsNamed() throws Exception {
    String[] batch = {device.opened(SEEN), device.closed(SEEN, SEEN.plusSeconds(1))};

    worker.invoke(invocation(List.of(batch)));
    worker.invoke(Map.of("function", "FrequentChores"));

    String numbers = COLLECTOR.batchWith("sitewarden.chore", PATIENCE).orElseThrow();
    assertThat(numbers)
        .contains("sitewarden.ingest.messages", "incident.opened", "sitewarden.ingest.batch")
        .containsPattern("service.instance.id[^a-z]+[0-9a-f]{8}-[0-9a-f]{4}-")
        .doesNotContain(device.name());
    assertThat(COLLECTOR.paths()).as("no log lines").isSubsetOf("/v1/metrics", "/v1/traces");
  }

  @Test
  void restIsAnsweredByTheOneFunctionForAllOfIt() throws IOException {
    JsonNode incidents = http("/api/v1/incidents", "GET");
    JsonNode posted = http("/IngestTelemetry", "POST");

    assertThat(incidents.path("value").path("status").asInt()).isEqualTo(401);
    assertThat(posted.path("value").path("status").asInt()).as("only by trigger").isEqualTo(403);
  }

  private Map<String, Object> invocation(List<String> batch) {
    return Map.of(
        "function",
        "IngestTelemetry",
        "messages",
        batch,
        "properties",
        Collections.nCopies(batch.size(), Map.of("iothub-connection-device-id", device.name())));
  }

  private static JsonNode http(String path, String method) throws IOException {
    return worker.invoke(Map.of("function", "QuarkusHttp", "path", path, "method", method));
  }

  private static JsonNode json(String file) throws IOException {
    return new ObjectMapper().readTree(WORKER.resolve(file).toFile());
  }

  private int count(String table) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                String.valueOf(settings.get("quarkus.datasource.jdbc.url")),
                settings.get("quarkus.datasource.username"),
                settings.get("quarkus.datasource.password"));
        var statement =
            connection.prepareStatement("select count(*) from " + table + " where device = ?")) {
      statement.setString(1, device.name());
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getInt(1);
      }
    }
  }
}
