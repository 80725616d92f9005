package dev.sitewarden.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sitewarden.domain.geometry.BoundingBox;
import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.inference.Detector;
import dev.sitewarden.inference.ModelPackage;
import dev.sitewarden.inference.frame.FrameSource;
import dev.sitewarden.inference.frame.ImageFolder;
import dev.sitewarden.inference.frame.VideoFile;
import dev.sitewarden.training.dataset.DatasetReader;
import dev.sitewarden.training.dataset.Example;
import dev.sitewarden.training.scoring.Report;
import dev.sitewarden.training.scoring.Scorer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The model that ships: does it answer as its card and golden samples say? */
class BundledModelTest {
  private static final Path ROOT = Path.of(System.getProperty("sitewarden.root"));
  private static final CameraId CAMERA = new CameraId("test");
  private static final Label HEAD = new Label("head");

  private final ModelPackage model = ModelPackage.open(ROOT.resolve("models/ppe"));

  @Test
  void goldenSamplesAreAnsweredAsWhenTheModelWasMade() throws IOException {
    var golden = model.folder().resolve("golden");
    try (var detector = Detector.open(model, 1);
        var source = ImageFolder.open(golden, CAMERA, model.inputSize(), Instant.EPOCH)) {
      assertThat(source.files()).hasSize(3);
      for (var picture : source.files()) {
        var expected = picture.toString().replaceFirst("\\.jpg$", ".json");
        try (var frame = source.next().orElseThrow()) {
          assertSame(
              detector.detect(frame), new ObjectMapper().readTree(Path.of(expected).toFile()));
        }
      }
    }
  }

  private static void assertSame(List<Detection> found, JsonNode expected) {
    assertThat(found).hasSize(expected.size());
    for (int i = 0; i < found.size(); i++) {
      var wanted = expected.get(i);
      var box = wanted.get("box");
      assertThat(found.get(i).label().value()).isEqualTo(wanted.get("label").asText());
      assertThat(found.get(i).score()).isCloseTo(wanted.get("score").asDouble(), within(0.02));
      var truth =
          new BoundingBox(
              box.get(0).asDouble(),
              box.get(1).asDouble(),
              box.get(2).asDouble(),
              box.get(3).asDouble());
      assertThat(found.get(i).box().iou(truth)).isGreaterThan(0.9);
    }
  }

  @Test
  void bareHeadsOfTheDemoClipAreFound() {
    var demo = ROOT.resolve("demo/worksite");
    var clip = demo.resolve("worksite.mp4").toString();

    try (var source = VideoFile.open(clip, CAMERA, model.inputSize(), Instant.EPOCH)) {
      var report = score(source, demo.resolve("ground-truth.json"));

      assertThat(report.pictures()).isEqualTo(250);
      assertThat(report.curve(HEAD).mostRecallAt(0.9).recall()).isGreaterThanOrEqualTo(0.9);
    }
  }

  @Test
  @Tag("shared-data")
  void validationPicturesAreScoredAsTheCardSays() {
    var hardhat = Path.of(System.getProperty("sitewarden.shared-data"), "images/hardhat");
    assertThat(Files.isDirectory(hardhat)).isTrue();
    var truth = DatasetReader.read(hardhat, "val", model.card().labels());
    var pictures = truth.stream().map(Example::image).toList();

    try (var source = ImageFolder.of(pictures, CAMERA, model.inputSize(), Instant.EPOCH)) {
      double precision = Scorer.score(model, source, truth, 0.5).meanAveragePrecision();

      assertThat(precision).isGreaterThanOrEqualTo(0.3);
      assertThat(precision).isCloseTo(model.card().metrics().get("map_50"), within(0.005));
    }
  }

  private Report score(FrameSource source, Path truth) {
    return Scorer.score(
        model, source, DatasetReader.read(truth, "val", model.card().labels()), 0.5);
  }
}
