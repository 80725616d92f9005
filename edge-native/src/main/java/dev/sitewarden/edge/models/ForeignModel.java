package dev.sitewarden.edge.models;

import dev.sitewarden.domain.model.Digest;
import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.model.ModelCard;
import dev.sitewarden.domain.model.ModelInput;
import dev.sitewarden.domain.model.ModelInput.ColourOrder;
import dev.sitewarden.domain.model.OutputDecoder;
import dev.sitewarden.inference.ModelInspection;
import dev.sitewarden.inference.ModelPackage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A model that was made elsewhere, and what its file does not tell.
 *
 * @param onnx the model
 * @param decoder how its output is read
 * @param labels a text file, one label a line, in the order of the output
 * @param inputSizePx width and height of its input
 */
record ForeignModel(Path onnx, OutputDecoder decoder, Path labels, int inputSizePx) {
  /** Mean and spread of ImageNet's pixels: red, green, blue; 0..255. */
  private static final List<Double> IMAGENET_MEAN = List.of(123.675, 116.28, 103.53);

  private static final List<Double> IMAGENET_STD = List.of(58.395, 57.12, 57.375);

  /**
   * Overlap above which two boxes are one object: the YOLOX reference's. Those of NanoDet and
   * PicoDet say 0.6, which gives more doubles and finds no more people (docs/decisions/0010).
   */
  private static final double NMS_IOU = 0.45;

  /** Checks that model, labels, size and decoder fit each other and writes the package. */
  ModelPackage importTo(Path folder) {
    byte[] bytes = read(onnx, "model");
    String inputName = ModelInspection.inputName(onnx.toString(), bytes);
    ModelCard card = card(inputName, Digest.of(bytes));
    ModelInspection.requireFits(onnx.toString(), bytes, card);
    return ModelPackage.save(folder, card, bytes);
  }

  private ModelCard card(String inputName, Digest digest) {
    List<Label> names = readLabels();
    Map<Label, Double> thresholds = new LinkedHashMap<>();
    names.forEach(label -> thresholds.put(label, threshold()));
    return new ModelCard(
        onnx.getFileName().toString().replaceFirst("\\.onnx$", ""),
        digest.sha256().substring(0, 12),
        ModelCard.DETECTION,
        input(inputName),
        decoder,
        names,
        thresholds,
        NMS_IOU,
        Map.of(),
        "unknown",
        "unknown",
        "0.1.0");
  }

  private ModelInput input(String name) {
    return switch (decoder) {
      // The YOLOX reference feeds what OpenCV reads: blue first, 0..255.
      case YOLOX -> raw(name, ColourOrder.BGR, 1);
      case CENTERNET -> raw(name, ColourOrder.RGB, 255);
      // Both subtract ImageNet's mean colour; NanoDet as OpenCV reads, PicoDet red first.
      case NANODET ->
          input(name, ColourOrder.BGR, IMAGENET_MEAN.reversed(), IMAGENET_STD.reversed());
      case PICODET -> input(name, ColourOrder.RGB, IMAGENET_MEAN, IMAGENET_STD);
    };
  }

  /** The score at which each family's published model finds about 89 of 100 people of one clip. */
  private double threshold() {
    return switch (decoder) {
      case YOLOX, CENTERNET -> 0.3;
      case NANODET -> 0.35;
      case PICODET -> 0.45;
    };
  }

  private ModelInput raw(String name, ColourOrder order, double std) {
    return input(name, order, List.of(0.0, 0.0, 0.0), List.of(std, std, std));
  }

  private ModelInput input(String name, ColourOrder order, List<Double> mean, List<Double> std) {
    return new ModelInput(name, inputSizePx, inputSizePx, order, mean, std);
  }

  private List<Label> readLabels() {
    List<Label> found;
    try {
      found =
          Files.readAllLines(labels).stream()
              .map(String::strip)
              .filter(line -> !line.isEmpty())
              .map(Label::new)
              .toList();
    } catch (CharacterCodingException e) {
      throw new UncheckedIOException(
          "labels %s are no UTF-8 text; give a file with one label a line".formatted(labels), e);
    } catch (IOException e) {
      throw unreadable(labels, "labels", e);
    }
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "labels %s are empty; give a file with one label a line".formatted(labels));
    }
    return found;
  }

  private static byte[] read(Path file, String what) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw unreadable(file, what, e);
    }
  }

  private static UncheckedIOException unreadable(Path file, String what, IOException e) {
    String reason = Files.exists(file) ? String.valueOf(e.getMessage()) : "there is no such file";
    return new UncheckedIOException(
        "cannot read %s %s: %s; check the path".formatted(what, file, reason), e);
  }
}
