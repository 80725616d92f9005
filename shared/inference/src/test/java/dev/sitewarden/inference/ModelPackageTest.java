package dev.sitewarden.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sitewarden.domain.model.Digest;
import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.model.ModelCard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelPackageTest {
  private static final ModelCard CARD = Cards.yolox(List.of(new Label("head")));
  private static final byte[] NO_ONNX = {'n', 'o', ' ', 'O', 'N', 'N', 'X'};

  private final Path folder;

  ModelPackageTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void aSavedPackageOpensWithItsCardAndDigest() {
    ModelPackage.save(folder, CARD, NO_ONNX);

    ModelPackage opened = ModelPackage.open(folder);

    assertThat(opened.card()).isEqualTo(CARD);
    assertThat(opened.version().digest()).isEqualTo(Digest.of(NO_ONNX));
    assertThat(opened.version()).hasToString("yolox-nano-1");
  }

  @Test
  void missingPartsAreNamed() throws IOException {
    Path missing = folder.resolve("none");
    assertThatThrownBy(() -> ModelPackage.open(missing))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("no model package at " + missing);

    ModelPackage.save(folder, CARD, NO_ONNX);
    Files.delete(folder.resolve("model.onnx"));
    assertThatThrownBy(() -> ModelPackage.open(folder))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("model.onnx is missing");
  }

  @Test
  void aFileThatIsNoOnnxIsRejected() {
    ModelPackage opened = ModelPackage.save(folder, CARD, NO_ONNX);

    assertThatThrownBy(() -> Detector.open(opened, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("model yolox-nano-1 rejected: it is no ONNX file");
  }

  @Test
  void weightsThatChangedAfterOpeningAreNotLoaded() throws IOException {
    ModelPackage opened = ModelPackage.save(folder, CARD, NO_ONNX);
    Files.writeString(folder.resolve("model.onnx"), "other");

    assertThatThrownBy(() -> Detector.open(opened, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("changed after the package was opened");
  }

  @Test
  @Tag("shared-data")
  void aWrongNumberOfLabelsIsRejectedWithBothShapes() throws IOException {
    ModelPackage opened = ModelPackage.save(folder, CARD, Cards.yoloxOnnx());

    assertThatThrownBy(() -> Detector.open(opened, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[1, 3549, 85]")
        .hasMessageContaining("[1, 3549, 6]");
  }

  @Test
  @Tag("shared-data")
  void anotherModelsShapeIsRejected() throws IOException {
    byte[] nanodet = Files.readAllBytes(Cards.sharedData().resolve("models/nanodet_m_416.onnx"));

    assertThatThrownBy(() -> ModelInspection.requireFits("nanodet.onnx", nanodet, CARD))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("model nanodet.onnx rejected");
  }
}
