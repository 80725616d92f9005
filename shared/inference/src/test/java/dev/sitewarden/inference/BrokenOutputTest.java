package dev.sitewarden.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sitewarden.domain.geometry.BoundingBox;
import dev.sitewarden.domain.geometry.Letterbox;
import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.model.ModelCard;
import dev.sitewarden.domain.model.ModelInput;
import dev.sitewarden.domain.model.ModelInput.ColourOrder;
import dev.sitewarden.domain.model.OutputDecoder;
import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.domain.vision.Frame;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a detector makes of a model that says what cannot be; the model runs in ONNX Runtime. */
class BrokenOutputTest {
  private static final int SIDE = 32;
  private static final int CELLS = 4 * 4 + 2 * 2 + 1;
  private static final int ROW = 6;
  private static final Letterbox LETTERBOX = new Letterbox(SIDE, SIDE, SIDE, SIDE);
  private static final Label HEAD = new Label("head");
  private static final int GREY_OF_THE_CONSTANT = 11;

  private final Path folder;

  BrokenOutputTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void aFrameWithoutNumbersGivesNothingAndCountsAsBroken() {
    try (var detector = Detector.open(modelWith(0, 0), 1)) {

      List<Detection> usual = detect(detector, GREY_OF_THE_CONSTANT);
      assertThat(usual).hasSize(1);
      assertThat(usual.getFirst().box()).isEqualTo(new BoundingBox(0, 0, 1, 1));
      assertThat(detector.broken()).isZero();

      assertThat(detect(detector, 0)).isEmpty(); // no numbers at all
      assertThat(detector.broken()).isEqualTo(1);

      assertThat(detect(detector, 255)).isEmpty(); // scores of 12
      assertThat(detector.broken()).isEqualTo(2);

      assertThat(detect(detector, GREY_OF_THE_CONSTANT)).isEqualTo(usual);
      assertThat(detector.broken()).isEqualTo(2);
    }
  }

  @Test
  void aBoxWithoutAreaIsNoDetectionAndNothingIsBroken() {
    try (var detector = Detector.open(modelWith(-200, 0), 1)) {
      assertThat(detect(detector, GREY_OF_THE_CONSTANT)).isEmpty();
      assertThat(detector.broken()).isZero();
    }
  }

  @Test
  void aBoxWithoutEndBreaksTheFrame() {
    try (var detector = Detector.open(modelWith(0, 100), 1)) {
      assertThat(detect(detector, GREY_OF_THE_CONSTANT)).isEmpty();
      assertThat(detector.broken()).isEqualTo(1);
    }
  }

  @Test
  void aModelThatIsBrokenFromTheStartIsRefused() {
    ModelPackage model = modelWith(0, 0);

    assertThatThrownBy(() -> ModelInspection.requireFits("tiny", model.onnx(), model.card()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("model tiny rejected: for an empty picture it gives scores outside");
  }

  /** A model that sees one head in every picture; width and height are logarithms of cells. */
  private ModelPackage modelWith(float logWidth, float logHeight) {
    float[] output = new float[CELLS * ROW];
    float[] head = {0.5f, 0.5f, logWidth, logHeight, 0.8f, 0.9f};
    System.arraycopy(head, 0, output, (CELLS - 1) * ROW, ROW); // the cell of stride 32
    byte[] onnx = TinyModel.of(new long[] {1, 3, SIDE, SIDE}, new long[] {1, CELLS, ROW}, output);
    return ModelPackage.save(folder, card(), onnx);
  }

  private static ModelCard card() {
    List<Double> zeros = List.of(0.0, 0.0, 0.0);
    List<Double> ones = List.of(1.0, 1.0, 1.0);
    return new ModelCard(
        "tiny",
        "1",
        ModelCard.DETECTION,
        new ModelInput("images", SIDE, SIDE, ColourOrder.RGB, zeros, ones),
        OutputDecoder.YOLOX,
        List.of(HEAD),
        Map.of(HEAD, 0.3),
        0.45,
        Map.of(),
        "none",
        "Apache-2.0",
        "0.1.0");
  }

  private static List<Detection> detect(Detector detector, int grey) {
    ByteBuffer input = ByteBuffer.allocateDirect(3 * SIDE * SIDE);
    for (int i = 0; i < input.capacity(); i++) {
      input.put(i, (byte) grey);
    }
    ByteBuffer picture = ByteBuffer.allocateDirect(SIDE * SIDE * 3 / 2);
    try (var frame =
        new Frame(new CameraId("gate"), 0, Instant.EPOCH, LETTERBOX, picture, input, () -> {})) {
      return detector.detect(frame);
    }
  }
}
