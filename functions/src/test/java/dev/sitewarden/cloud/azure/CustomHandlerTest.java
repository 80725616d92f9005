package dev.sitewarden.cloud.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sitewarden.cloud.Device;
import dev.sitewarden.cloud.FullBatch;
import dev.sitewarden.cloud.app.EmbeddedCloud;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The package for the host's custom handler, called over HTTP as the host calls it. */
@Tag("packages")
final class CustomHandlerTest {
  private static final Instant SEEN = Instant.parse("2026-11-20T09:29:59.960Z");
  private static final EmbeddedCloud CLOUD = new EmbeddedCloud();

  @TempDir static Path data = Path.of("");

  private static PackagedHandler handler;

  private final Device device = Device.fresh();

  @BeforeAll
  static void start() {
    handler = PackagedHandler.start(data, CLOUD.start());
  }

  @AfterAll
  static void stop() {
    handler.close();
    CLOUD.stop();
  }

  @Test
  void theHostsFilesNameTheSameFunctionsAndNoJar() {
    JsonNode telemetry = PackagedHandler.json("IngestTelemetry/function.json");
    JsonNode http = PackagedHandler.json("QuarkusHttp/function.json").path("bindings").path(0);

    assertThat(telemetry.has("scriptFile")).isFalse();
    assertThat(telemetry.has("entryPoint")).isFalse();
    assertThat(telemetry.path("retry").path("maxRetryCount").asInt()).isEqualTo(-1);
    assertThat(http.path("route").asText()).contains("?!.*(IngestTelemetry|");
    assertThat(
            PackagedHandler.json("host.json")
                .path("customHandler")
                .path("enableProxyingHttpRequest")
                .asBoolean())
        .isTrue();
    assertThat(
            PackagedHandler.json("HourlyChores/function.json")
                .path("bindings")
                .path(0)
                .path("schedule")
                .asText())
        .isEqualTo("0 7 * * * *");
  }

  @Test
  void aBatchIsTakenAndAnsweredAsDocumented() throws Exception {
    String batch =
        Device.envelope(device.name(), List.of(device.opened(SEEN), "poison", device.opened(SEEN)));

    HttpResponse<String> answer = handler.send("POST", "/IngestTelemetry", batch);

    assertThat(answer.statusCode()).isEqualTo(200);
    JsonNode said = new ObjectMapper().readTree(answer.body());
    assertThat(said.path("Outputs").isObject()).isTrue();
    assertThat(said.path("Logs").isArray()).isTrue();
    assertThat(said.has("ReturnValue")).isTrue();
  }

  /**
   * The process has 256 MB of heap; each partition of the hub may bring its fullest batch at once.
   */
  @Test
  void theFullestBatchesOfTwoPartitionsFitAtOnce() {
    String first = FullBatch.envelope(device.name(), "\u0001");
    String second = FullBatch.envelope(Device.fresh().name(), "\ufffd");

    List<Integer> statuses =
        Stream.of(first, second)
            .map(batch -> handler.sendLater("POST", "/IngestTelemetry", batch))
            .toList() // both are under way
            .stream()
            .map(answer -> answer.join().statusCode())
            .toList();

    assertThat(statuses).containsExactly(200, 200);
  }

  @Test
  void timersAreAnsweredAndPeopleAreServed() throws Exception {
    String timer = "{\"Data\":{\"timer\":{\"IsPastDue\":false}},\"Metadata\":{}}";

    for (String chores : List.of("FrequentChores", "FileChores", "HourlyChores")) {
      assertThat(PackagedHandler.json(chores + "/function.json").findValuesAsText("type"))
          .containsExactly("timerTrigger");
      assertThat(handler.send("POST", "/" + chores, timer).statusCode()).isEqualTo(200);
    }
    assertThat(handler.send("GET", "/api/v1/incidents", "").statusCode()).isEqualTo(401);
  }
}
