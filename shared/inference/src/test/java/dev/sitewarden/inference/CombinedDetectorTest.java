package dev.sitewarden.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.model.ModelCard;
import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.domain.vision.Frame;
import dev.sitewarden.inference.frame.ImageFolder;
import dev.sitewarden.inference.frame.InputSize;
import dev.sitewarden.inference.frame.InputSizes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bundled PPE model, 512x320, beside a model of people, 416x416. */
class CombinedDetectorTest {
  private static final Path ROOT = Path.of(System.getProperty("sitewarden.root"));
  private static final Path STILL = ROOT.resolve("models/ppe/golden/still_00001.jpg");
  private static final CameraId CAMERA = new CameraId("gate");
  private static final DetectorSettings SETTINGS = DetectorSettings.ofThreads(1);

  private final Path folder;
  private final ModelPackage ppe = ModelPackage.open(ROOT.resolve("models/ppe"));

  CombinedDetectorTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void oneModelSaysWhatItsDetectorSays() {
    try (var alone = Detector.open(ppe, SETTINGS);
        var combined = CombinedDetector.open(List.of(ppe), SETTINGS);
        Frame frame = still(combined.inputSizes())) {
      List<Detection> expected = alone.detect(frame);

      assertThat(combined.detect(frame)).isNotEmpty().isEqualTo(expected);
      assertThat(combined.totalNanos()).isPositive();
      assertThat(combined.broken()).isZero();
    }
  }

  @Test
  @Tag("shared-data")
  void twoModelsOnOneFrameSayWhatEachSaysAlone() throws IOException {
    ModelPackage people = people(Cards.cocoLabels());
    List<Detection> expected = new ArrayList<>();
    expected.addAll(alone(ppe));
    expected.addAll(alone(people));
    expected.sort(Comparator.comparingDouble(Detection::score).reversed());

    try (var combined = CombinedDetector.open(List.of(ppe, people), SETTINGS);
        Frame frame = still(combined.inputSizes())) {
      List<Detection> found = combined.detect(frame);

      assertThat(combined.inputSizes().all())
          .containsExactly(new InputSize(512, 320), new InputSize(416, 416));
      assertThat(found).isEqualTo(expected);
      assertThat(found)
          .extracting(detection -> detection.label().value())
          .contains("person")
          .containsAnyOf("head", "helmet");
    }
  }

  @Test
  @Tag("shared-data")
  void aLabelBelongsToOneModel() throws IOException {
    List<Label> labels =
        Stream.concat(Cards.cocoLabels().stream().limit(79), Stream.of(new Label("head"))).toList();
    ModelPackage people = people(labels);

    assertThatThrownBy(() -> CombinedDetector.open(List.of(ppe, people), SETTINGS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("models %s and nanodet-m-1 both have".formatted(ppe.version()))
        .hasMessageContaining("the label 'head'");
  }

  @Test
  void aFrameThatWasNotMadeForAModelIsRefusedWithBothSizes() {
    try (var detector = Detector.open(ppe, SETTINGS);
        Frame frame = still(InputSizes.of(new InputSize(416, 416)))) {
      assertThatThrownBy(() -> detector.detect(frame))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("frame is letterboxed to 416x416, the model reads 512x320");
    }
  }

  private ModelPackage people(List<Label> labels) throws IOException {
    ModelCard card = Cards.nanoDet(labels);
    return ModelPackage.save(folder, card, Cards.onnx("nanodet_m_416.onnx"));
  }

  private static List<Detection> alone(ModelPackage model) {
    try (var detector = Detector.open(model, SETTINGS);
        Frame frame = still(InputSizes.of(model.inputSize()))) {
      return detector.detect(frame);
    }
  }

  private static Frame still(InputSizes sizes) {
    try (var images = ImageFolder.of(List.of(STILL), CAMERA, sizes, Instant.EPOCH)) {
      return images.next().orElseThrow(); // stays valid after its source is closed
    }
  }
}
