package dev.sitewarden.cloud.observe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sitewarden.cloud.Answer;
import dev.sitewarden.cloud.Caller;
import dev.sitewarden.cloud.Device;
import dev.sitewarden.cloud.Person;
import dev.sitewarden.cloud.app.EmbeddedCloud;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Health is for whoever routes here, metrics are for this machine alone. */
@QuarkusTest
@QuarkusTestResource(EmbeddedCloud.class)
final class HealthAndMetricsTest {
  private static final Instant SEEN = Instant.parse("2026-11-20T10:00:00Z");
  private static final Path DASHBOARD = Path.of("../docs/grafana/sitewarden.json");
  private static final Path ALERTS = Path.of("../docs/grafana/alerts.yaml");
  private static final Pattern METRIC = Pattern.compile("\\bsitewarden_[a-z_]+");
  private static final Pattern SHOWN = Pattern.compile("(?m)^(sitewarden_[a-z_]+)");

  @Inject ToldSpans spans;

  private final Caller stranger = new Caller();
  private final Device device = Device.fresh();

  @ParameterizedTest
  @ValueSource(
      strings = {"/q/health/live", "/q/health/ready", "/q/health/started", "/q/health/well"})
  void whoeverRoutesHereIsToldWithoutSigningIn(String path) {
    Answer answer = stranger.get(path);

    assertThat(answer.status()).as(answer.json().toString()).isEqualTo(200);
    assertThat(answer.json().path("status").asText()).isEqualTo("UP");
  }

  @Test
  void healthSaysWhatIsChecked() {
    assertThat(stranger.get("/q/health/ready").json().findValuesAsText("name"))
        .containsExactly("database");
    assertThat(stranger.get("/q/health/well").json().findValuesAsText("name"))
        .containsExactlyInAnyOrder("notifications", "evidence");
  }

  @Test
  void metricsAreNotWhereTheWorldComesIn() {
    assertThat(stranger.get("/q/metrics").status()).isEqualTo(404);
    assertThat(Person.named("admin").get("/q/metrics").status()).isEqualTo(404);
  }

  @Test
  void metricsAreForThisMachineByItsOwnNames() throws Exception {
    assertThat(metrics("127.0.0.1").statusCode()).isEqualTo(200);
    assertThat(ConfigProvider.getConfig().getValue("quarkus.management.host", String.class))
        .isEqualTo("127.0.0.1");
  }

  @Test
  void everyMetricOfTheDashboardAndTheAlertsIsThere() throws Exception {
    device.sends(device.opened(SEEN), "poison");
    spans.of(device.incidentAt(SEEN).toString().replace("-", ""), "send page", 1);
    Person.engineer().get("/api/v1/incidents");
    stranger.post("/FrequentChores", "{}");
    stranger.post("/FileChores", "{}");

    String text = metrics("127.0.0.1").body();

    Set<String> shown = all(SHOWN, text);
    JsonNode dashboard = new ObjectMapper().readTree(DASHBOARD.toFile());
    Set<String> wanted = new TreeSet<>();
    dashboard.findValuesAsText("expr").forEach(query -> wanted.addAll(all(METRIC, query)));
    wanted.addAll(all(METRIC, Files.readString(ALERTS)));
    assertThat(wanted).hasSizeGreaterThan(9);
    assertThat(shown).containsAll(wanted);
  }

  @Test
  void labelsNameNoDeviceAndNobody() throws Exception {
    device.sends(device.opened(SEEN), "poison");
    spans.of(device.incidentAt(SEEN).toString().replace("-", ""), "send page", 1);

    String text = metrics("127.0.0.1").body();

    assertThat(text)
        .contains("sitewarden_ingest_messages_total{outcome=\"applied\",type=\"incident.opened\"}")
        .contains("sitewarden_ingest_dead_letters_total{code=\"invalid\"}")
        .doesNotContain(device.name(), "engineer", device.incidentAt(SEEN).toString());
  }

  private static Set<String> all(Pattern pattern, String text) {
    Set<String> found = new TreeSet<>();
    Matcher matches = pattern.matcher(text);
    while (matches.find()) {
      found.add(matches.group().strip());
    }
    return found;
  }

  private static HttpResponse<String> metrics(String host)
      throws IOException, InterruptedException {
    int port = ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
    URI address = URI.create("http://%s:%d/q/metrics".formatted(host, port));
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
  }
}
