package dev.sitewarden.edge.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.sitewarden.edge.media.Hold;
import dev.sitewarden.edge.media.LegalHolds;
import dev.sitewarden.edge.metrics.Dashboard;
import dev.sitewarden.edge.metrics.EdgeMetric;
import dev.sitewarden.edge.models.Packages;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a running device says of itself: to Prometheus, and to somebody at the hub who asks. */
@Timeout(300)
class WatchedDeviceTest {
  /** A family's name and the value of one of its series. */
  private static final Pattern SERIES =
      Pattern.compile("(?m)^((?:sitewarden|process)_[a-z0-9_]+)(\\{[^\\n]*\\})? (\\S+)$");

  private static final JsonObject GATE = new JsonObject().put("camera", "gate");

  private final Path folder;

  WatchedDeviceTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void everyMetricOfTheDashboardIsExportedByADeviceThatWatches() throws Exception {
    String settings =
        """
        challenger: {path: %s}
        zones:
          gate:
            yard:
              polygon: [[0, 0], [1, 0], [1, 1], [0, 1]]
              rules: [missing-ppe, middle]
        rules:
          middle: {kind: line-crossed, labels: [head, helmet], line: [[0, 0.5], [1, 0.5]]}
        capture: {recording: {keep-megabytes: 100, keep-for: 1h}}
        """
            .formatted(Packages.BUNDLED);
    try (RunningEdge edge = new RunningEdge(folder, settings, Optional.empty())) {
      edge.until(
          () -> {
            Map<String, Double> sums = sums(edge.metrics());
            return sums.getOrDefault("sitewarden_challenger_objects_total", 0.0) > 0
                && sums.getOrDefault("sitewarden_incidents_total", 0.0) > 0;
          });

      String text = edge.metrics();

      Map<String, Double> sums = sums(text);
      Set<String> missing = new TreeSet<>(Dashboard.queried());
      missing.removeAll(sums.keySet());
      missing.remove(EdgeMetric.TEMPERATURE.metricName()); // a machine in a cloud has none
      assertThat(missing).isEmpty();
      assertThat(sums)
          .hasEntrySatisfying("sitewarden_frames_total", frames -> assertThat(frames).isPositive())
          .hasEntrySatisfying("sitewarden_detections_total", all -> assertThat(all).isPositive())
          .hasEntrySatisfying("sitewarden_zone_objects", in -> assertThat(in).isNotNegative())
          .hasEntrySatisfying("sitewarden_stage_seconds", sum -> assertThat(sum).isPositive())
          .hasEntrySatisfying(
              "sitewarden_frame_latency_seconds", sum -> assertThat(sum).isPositive());
      assertThat(text)
          .contains("sitewarden_stage_seconds_count{stage=\"capture\"}")
          .contains("sitewarden_stage_seconds_count{stage=\"detect\"}")
          .contains("sitewarden_stage_seconds_count{stage=\"rules\"}")
          .contains("sitewarden_frame_latency_seconds_bucket{camera=\"gate\",le=\"+Inf\"}")
          .contains("sitewarden_detections_total{camera=\"gate\",label=\"helmet\"}")
          .contains("sitewarden_zone_objects{camera=\"gate\",zone=\"yard\"}")
          .contains(
              "sitewarden_line_crossings_total{camera=\"gate\",direction=\"out\",rule=\"middle\",zone=\"yard\"}");
    }
  }

  @Test
  void theCloudIsToldHowTheMachineIsInTheNumbersThatPrometheusGets() throws Exception {
    try (RunningEdge edge = new RunningEdge(folder, "", Optional.empty())) {
      edge.until(() -> measured(edge).isPresent());

      JsonObject event = measured(edge).orElseThrow();
      Map<String, Double> metrics = sums(edge.metrics());

      assertThat(event.getString("source")).isEqualTo("/devices/pi-1");
      JsonObject data = event.getJsonObject("data");
      assertThat(data.getDouble("disk_total_bytes"))
          .isEqualTo(metrics.get("sitewarden_disk_size_bytes"));
      assertThat(data.getLong("disk_free_bytes")).isBetween(1L, data.getLong("disk_total_bytes"));
      assertThat(data.getDouble("memory_bytes"))
          .isCloseTo(metrics.get("process_resident_memory_bytes"), withinPercentage(50));
      assertThat(data.getLong("outbox_messages")).isNotNegative();
      assertThat(data.containsKey("temperature_c"))
          .isEqualTo(metrics.containsKey(EdgeMetric.TEMPERATURE.metricName()));
    }
  }

  private static Optional<JsonObject> measured(RunningEdge edge) {
    return edge.hub().events().stream()
        .filter(event -> event.getString("type").equals("dev.sitewarden.device.measured.v1"))
        .findFirst();
  }

  @Test
  void whoeverAsksOneCameraIsToldWhatWasMade() throws Exception {
    String settings = "capture: {samples: {request: 60}}\n";
    try (RunningEdge edge = new RunningEdge(folder, settings, Optional.empty())) {
      edge.until(() -> edge.call("snapshot", GATE).getInteger("status") == 200);

      JsonObject made = edge.call("snapshot", GATE).getJsonObject("payload").getJsonObject("gate");

      edge.until(() -> edge.hub().blob(made.getString("path")).toFile().exists());
      assertThat(edge.hub().blob(made.getString("path"))).hasSize(made.getLong("bytes"));
      JsonObject clip = edge.call("clip", GATE);
      assertThat(clip.getInteger("status")).isEqualTo(409);
      assertThat(clip.getJsonObject("payload").getJsonObject("gate").getString("message"))
          .contains("capture.recording");
      JsonObject restart = edge.call("restart-camera", GATE);
      assertThat(restart.getInteger("status")).isEqualTo(409);
      assertThat(restart.getJsonObject("payload").getString("message")).contains("read once");
      JsonObject unknown = edge.call("snapshot", new JsonObject().put("camera", "roof"));
      assertThat(unknown.getInteger("status")).isEqualTo(404);
      assertThat(unknown.getJsonObject("payload").getString("message"))
          .isEqualTo("camera roof is not known here; known are gate");
      JsonObject wrong = edge.call("clip", new JsonObject().put("cam", "gate"));
      assertThat(wrong.getInteger("status")).isEqualTo(400);
      JsonObject diagnosis = edge.diagnosis();
      assertThat(diagnosis.getString("hub")).isEqualTo("connected");
      assertThat(diagnosis.getJsonObject("outbox").getInteger("poisoned")).isZero();
      assertThat(diagnosis.getJsonObject("versions").getString("java_version"))
          .isEqualTo(System.getProperty("java.version"));
      assertThat(diagnosis.getLong("uptime_s")).isNotNegative();
    }
  }

  @Test
  void zonesThatTheHubOrderedAreShownAndChangedThereOnly() throws Exception {
    try (RunningEdge edge = new RunningEdge(folder, "", Optional.empty())) {
      JsonObject yard =
          new JsonObject("{'polygon': [[0,0],[1,0],[1,1]], 'rules': []}".replace('\'', '"'));
      JsonObject zones = new JsonObject().put("gate", new JsonObject().put("yard", yard));
      edge.desire(new JsonObject().put("zones", zones));
      edge.until(() -> edge.answer("zones").getInteger("ac", 0) == 200);

      JsonObject shown = new JsonObject(edge.ask("cameras/gate/zones", request -> {}).body());
      HttpResponse<String> kept =
          edge.ask(
              "cameras/gate/zones",
              request ->
                  request
                      .header("If-Match", "\"" + shown.getString("version") + "\"")
                      .header("Content-Type", "application/json")
                      .header("Sitewarden-Request", "1")
                      .PUT(BodyPublishers.ofString(shown.getJsonObject("document").encode())));

      assertThat(shown.getJsonObject("document").getJsonObject("zones").fieldNames())
          .containsExactly("yard");
      assertThat(shown.getString("read_only"))
          .startsWith("The hub ordered this device's zones")
          .endsWith("change them in its twin.");
      assertThat(kept.statusCode()).isEqualTo(422);
      assertThat(kept.body()).contains("The hub ordered this device's zones");
    }
  }

  @Test
  void footageIsHeldAndReleasedFromTheHub() throws Exception {
    String settings = "capture: {recording: {keep-megabytes: 100, keep-for: 1h}}\n";
    JsonObject asked =
        new JsonObject()
            .put("camera", "gate")
            .put("from", "2026-01-01T08:00:00Z")
            .put("to", "2026-01-01T09:00:00Z")
            .put("reason", "accident at the gate");
    try (RunningEdge edge = new RunningEdge(folder, settings, Optional.empty())) {
      edge.until(() -> edge.call("hold", asked).getInteger("status") == 200);

      String name = edge.call("hold", asked).getJsonObject("payload").getString("hold");
      LegalHolds holds = LegalHolds.open(folder.resolve("state/holds.json"));
      assertThat(holds.all()).singleElement().returns(name, Hold::name);
      JsonObject wrong = edge.call("hold", asked.copy().put("from", "yesterday"));
      assertThat(wrong.getInteger("status")).isEqualTo(400);
      assertThat(wrong.getJsonObject("payload").getString("message"))
          .contains("from must be an instant");

      JsonObject released = edge.call("release", new JsonObject().put("hold", name));

      assertThat(released.getInteger("status")).isEqualTo(200);
      assertThat(holds.all()).isEmpty();
      assertThat(edge.call("release", new JsonObject().put("hold", name)).getInteger("status"))
          .isEqualTo(400);
    }
  }

  /** Sum of each metric's series; of a histogram, all its numbers. */
  private static Map<String, Double> sums(String text) {
    return SERIES
        .matcher(text)
        .results()
        .collect(
            Collectors.groupingBy(
                found -> Dashboard.family(found.group(1)),
                Collectors.summingDouble(WatchedDeviceTest::value)));
  }

  private static double value(MatchResult series) {
    return series.group(3).equals("NaN") ? 0 : Double.parseDouble(series.group(3));
  }
}
