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
    var input =
        new ModelInput(
            "images", 416, 416, ColourOrder.BGR, List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0));
    return card("yolox-nano", input, OutputDecoder.YOLOX, labels, 0.3);
  }

  /** A card for NanoDet-m at 416 px with these labels. */
  static ModelCard nanoDet(List<Label> labels) {
    var input =
        new ModelInput(
            "input.1",
            416,
            416,
            ColourOrder.BGR,
            List.of(103.53, 116.28, 123.675),
            List.of(57.375, 57.12, 58.395));
    return card("nanodet-m", input, OutputDecoder.NANODET, labels, 0.35);
  }

  /** A card for PicoDet-s at 416 px with these labels. */
  static ModelCard picoDet(List<Label> labels) {
    var input =
        new ModelInput(
            "image",
            416,
            416,
            ColourOrder.RGB,
            List.of(123.675, 116.28, 103.53),
            List.of(58.395, 57.12, 57.375));
    return card("picodet-s", input, OutputDecoder.PICODET, labels, 0.45);
  }

  private static ModelCard card(
      String name, ModelInput input, OutputDecoder decoder, List<Label> labels, double threshold) {
    Map<Label, Double> thresholds = new LinkedHashMap<>();
    labels.forEach(label -> thresholds.put(label, threshold));
    return new ModelCard(
        name,
        "1",
        ModelCard.DETECTION,
        input,
        decoder,
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
    return onnx("yolox_nano_416.onnx");
  }

  /** A public model, by its file's name. */
  static byte[] onnx(String file) throws IOException {
    return Files.readAllBytes(sharedData().resolve("models").resolve(file));
  }

  static List<Label> cocoLabels() throws IOException {
    return Files.readAllLines(sharedData().resolve("models/coco.names")).stream()
        .map(Label::new)
        .toList();
  }
}
