package dev.sitewarden.edge.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.inference.ModelPackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code model import} as a user calls it, for every family of public models. */
@Tag("shared-data")
class ImportTest {
  private final Path folder;

  ImportTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "yolox, yolox_nano_416.onnx, 0.3",
    "nanodet, nanodet_m_416.onnx, 0.35",
    "picodet, picodet_s_416_coco.onnx, 0.45"
  })
  void anImportedModelFindsTheWorker(String decoder, String onnx, double threshold)
      throws IOException {
    Path model = folder.resolve("model");
    Path results = folder.resolve("results.json");

    CommandRun made = importModel(onnx, decoder, model);
    CommandRun run =
        CommandRun.of(
            "detect", "--model", model, "--input", SharedData.WORKER_CLIP, "--output", results);

    assertThat(made.exitCode()).as(made.err()).isZero();
    assertThat(ModelPackage.open(model).card().thresholds().values()).containsOnly(threshold);
    assertThat(run.out()).startsWith("71 frames, ");
    int persons = Files.readString(results).split("\"person\"", -1).length - 1;
    assertThat(persons).isBetween(65, 80); // one worker, in view all the time
  }

  @Test
  void aModelOfAnotherFamilyIsRefusedWithBothCounts() {
    CommandRun run = importModel("nanodet_m_416.onnx", "picodet", folder.resolve("model"));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains("it has 1 inputs and 6 outputs, its decoder feeds 1 and reads 8");
  }

  private static CommandRun importModel(String onnx, String decoder, Path into) {
    return CommandRun.of(
        "model",
        "import",
        "--onnx",
        SharedData.FOLDER.resolve("models").resolve(onnx),
        "--decoder",
        decoder,
        "--labels",
        SharedData.LABELS,
        "--input-size",
        416,
        "--out",
        into);
  }
}
