package dev.sitewarden.inference;

import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.model.ModelCard;
import dev.sitewarden.domain.model.ModelInput;
import dev.sitewarden.domain.model.ModelInput.ColourOrder;
import dev.sitewarden.domain.model.OutputDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Model cards for tests. */
final class Cards {
  private Cards() {}

  /** A card for YOLOX-nano at 416 px with these labels. */
  static ModelCard yolox(List<Label> labels) {
    Map<Label, Double> thresholds = new LinkedHashMap<>();
    labels.forEach(label -> thresholds.put(label, 0.3));
    var input =
        new ModelInput(
            "images", 416, 416, ColourOrder.BGR, List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0));
    return new ModelCard(
        "yolox-nano",
        "1",
        ModelCard.DETECTION,
        input,
        OutputDecoder.YOLOX,
        labels,
        thresholds,
        0.45,
        Map.of("map_50", 0.41),
        "COCO train2017",
        "Apache-2.0",
        "0.1.0");
  }

  static Path sharedData() {
    return Path.of(System.getProperty("sitewarden.shared-data"));
  }

  static byte[] yoloxOnnx() throws IOException {
    return Files.readAllBytes(sharedData().resolve("models/yolox_nano_416.onnx"));
  }

  static List<Label> cocoLabels() throws IOException {
    return Files.readAllLines(sharedData().resolve("models/coco.names")).stream()
        .map(Label::new)
        .toList();
  }
}
