package dev.sitewarden.edge.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.domain.model.ModelOrder;
import dev.sitewarden.edge.models.Packages;
import dev.sitewarden.inference.trust.SigningKey;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A champion that serves, and models beside it or in its place, on a running edge. */
@Timeout(300)
class ChallengerRunTest {
  private static final SigningKey KEY = SigningKey.generate();

  private final Path folder;

  ChallengerRunTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void aChallengerFromTheTwinIsMeasuredAndFramesOfDisagreementGoUp() throws Exception {
    ModelOrder blind = new Packages(folder, KEY).blind("9").order();
    ModelOrder foreign = new Packages(folder, SigningKey.generate()).good("10").order();
    try (RunningEdge edge =
        new RunningEdge(folder, "capture: {samples: {disagreement: 60}}\n", key())) {
      edge.desire(new JsonObject().put("challenger", json(blind)));

      edge.until(() -> edge.answer("challenger").getInteger("ac", 0) == 200);
      assertThat(edge.answer("challenger").getJsonObject("value").getString("version"))
          .isEqualTo("9");
      edge.until(() -> sampled(edge).isPresent());
      JsonObject sample = sampled(edge).orElseThrow();
      assertThat(sample.getString("why")).isEqualTo("disagreement");
      assertThat(sample.getJsonObject("model").getString("version")).isEqualTo("1");
      assertThat(sample.getJsonArray("detections")).isNotEmpty();
      assertThat(sample.getJsonObject("challenger").getJsonObject("model").getString("version"))
          .isEqualTo("9");
      assertThat(sample.getJsonObject("challenger").getJsonArray("detections").size())
          .isLessThan(sample.getJsonArray("detections").size());
      assertThat(edge.hub().blob(sample.getString("path"))).hasSize(sample.getLong("bytes"));
      assertThat(edge.metrics())
          .contains("sitewarden_challenger_objects_total{found_by=\"champion\",label=\"head\"")
          .contains("sitewarden_challenger_frames_total{model=\"ppe-9\"}");
      assertThat(edge.diagnosis().getJsonObject("challenger").getString("report"))
          .contains("of the champion's");

      edge.desire(new JsonObject().put("challenger", json(foreign)));

      edge.until(() -> edge.answer("challenger").getInteger("ac", 0) == 400);
      assertThat(edge.answer("challenger").getString("ad")).contains("made with another key");
      assertThat(edge.diagnosis().getJsonObject("challenger").getString("version")).isEqualTo("9");

      edge.desire(new JsonObject().putNull("challenger"));

      edge.until(() -> !edge.diagnosis().containsKey("challenger"));
      JsonObject diagnosis = edge.diagnosis();
      assertThat(diagnosis.getJsonObject("model").getString("version")).isEqualTo("1");
      EdgeRun.Outcome outcome = edge.stop();
      assertThat(outcome.failure()).isEmpty();
      assertThat(outcome.summary().frames()).isPositive();
    }
  }

  @Test
  void aBrokenChallengerOfTheFileHarmsNobody() throws Exception {
    Path broken = Files.createDirectories(folder.resolve("broken"));
    Files.writeString(broken.resolve("model.json"), "{}");
    Files.writeString(broken.resolve("model.onnx"), "no ONNX");
    try (RunningEdge edge =
        new RunningEdge(folder, "challenger: {path: broken}\n", Optional.empty())) {
      edge.until(() -> frames(edge) > 20);

      assertThat(edge.diagnosis().containsKey("challenger")).isFalse();
      assertThat(edge.answer("challenger").isEmpty()).isTrue();
    }
  }

  @Test
  void aModelThatTakesOverBringsItsThresholdsAndItsSizeAndTakesThemAlong() throws Exception {
    var packages = new Packages(folder, KEY);
    ModelOrder smaller = packages.smaller("2").order();
    ModelOrder blind = packages.blind("3").order();
    try (RunningEdge edge = new RunningEdge(folder, "", key())) {
      assertThat(model(edge).getString("inputs")).isEqualTo("512x320");
      assertThat(model(edge).getJsonObject("thresholds").getDouble("head")).isEqualTo(0.49);

      edge.desire(new JsonObject().put("model", json(smaller)));

      edge.until(() -> model(edge).getString("version").equals("2"));
      assertThat(model(edge).getString("inputs")).isEqualTo("416x256");
      assertThat(model(edge).getJsonObject("thresholds").getDouble("head")).isEqualTo(0.55);
      long before = frames(edge);
      edge.until(() -> frames(edge) > before + 20);

      edge.desire(new JsonObject().put("model", json(blind)));

      edge.until(() -> edge.answer("model").getString("ad", "").contains("was rolled back"));
      edge.until(() -> model(edge).getString("version").equals("1"));
      assertThat(model(edge).getString("inputs")).isEqualTo("512x320");
      assertThat(model(edge).getJsonObject("thresholds").getDouble("head")).isEqualTo(0.49);
      assertThat(edge.metrics())
          .contains("sitewarden_model_rollbacks_total 1")
          .contains("model=\"ppe-1\"");
      assertThat(edge.stop().failure()).isEmpty();
    }
  }

  private static JsonObject model(RunningEdge edge) throws Exception {
    return edge.diagnosis().getJsonObject("model", new JsonObject().put("version", ""));
  }

  private static long frames(RunningEdge edge) throws Exception {
    return edge.diagnosis().getJsonObject("cameras").getJsonObject("gate").getLong("frames", 0L);
  }

  private static Optional<JsonObject> sampled(RunningEdge edge) {
    return edge.hub().events().stream()
        .filter(event -> event.getString("type").contains("frame.sampled"))
        .map(event -> event.getJsonObject("data"))
        .findFirst();
  }

  private Optional<Path> key() throws Exception {
    return Optional.of(Files.writeString(folder.resolve("models.pub"), KEY.verification().pem()));
  }

  private static JsonObject json(ModelOrder order) {
    return new JsonObject()
        .put("version", order.version())
        .put("uri", order.uri().toString())
        .put("sha256", order.sha256().sha256())
        .put("size", order.size())
        .put("format", order.format())
        .put("min-runtime", order.minRuntime().toString());
  }
}
