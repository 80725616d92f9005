package dev.sitewarden.inference;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sitewarden.domain.geometry.BoundingBox;
import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.model.ModelCard;
import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.inference.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a model should find in one picture: {@code [{"label", "score", "box": [left, top, right,
 * bottom]}, ...]}, best first, boxes in fractions.
 *
 * @param card with the thresholds that count
 */
record GoldenAnswer(List<Detection> detections, ModelCard card) {
  /**
   * Processors round differently, so does the next ONNX Runtime; models in int8 differ by up to
   * 0.03 between x86 and arm64. A wrong channel order or scale moves scores by 0.2 and more.
   */
  private static final double SCORE_TOLERANCE = 0.05;

  private static final double LEAST_IOU = 0.85;
  private static final int MAX_BYTES = 1 << 18;
  private static final JsonFactory JSON = new JsonFactory();

  GoldenAnswer {
    detections = List.copyOf(detections);
  }

  static GoldenAnswer read(Path file, ModelCard card) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new IllegalArgumentException("it has more than %d bytes".formatted(MAX_BYTES));
      }
      List<Detection> detections =
          JsonObject.parseAll(Files.readAllBytes(file)).stream()
              .map(GoldenAnswer::detection)
              .toList();
      detections.forEach(detection -> card.threshold(detection.label())); // knows the label
      return new GoldenAnswer(detections, card);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read %s: %s".formatted(file, e), e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "golden sample %s rejected: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static Detection detection(JsonObject one) {
    List<Double> box = one.numbers("box");
    if (box.size() != 4) {
      throw new IllegalArgumentException("field 'box' must be 4 numbers, got " + box);
    }
    return new Detection(
        new Label(one.text("label")),
        one.number("score"),
        new BoundingBox(box.get(0), box.get(1), box.get(2), box.get(3)));
  }

  /** The first difference that counts, if there is one. */
  Optional<String> differenceTo(List<Detection> found) {
    List<Detection> rest = new ArrayList<>(found);
    for (Detection expected : detections) {
      Optional<Detection> same = rest.stream().filter(one -> isSame(expected, one)).findFirst();
      if (same.isEmpty() && isCertain(expected)) {
        return Optional.of("does not find " + shown(expected));
      }
      same.ifPresent(rest::remove);
    }
    return rest.stream()
        .filter(this::isCertain)
        .findFirst()
        .map(one -> "finds what is not expected, " + shown(one));
  }

  private static boolean isSame(Detection expected, Detection found) {
    return expected.label().equals(found.label())
        && Math.abs(expected.score() - found.score()) <= SCORE_TOLERANCE
        && expected.box().iou(found.box()) >= LEAST_IOU;
  }

  /** What stands at its threshold may fall to either side. */
  private boolean isCertain(Detection detection) {
    return detection.score() >= card.threshold(detection.label()) + SCORE_TOLERANCE;
  }

  private static String shown(Detection detection) {
    return "%s with score %.3f".formatted(detection.label(), detection.score());
  }

  static byte[] write(List<Detection> detections) {
    var bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.useDefaultPrettyPrinter();
      json.writeStartArray();
      for (Detection detection : detections) {
        write(json, detection);
      }
      json.writeEndArray();
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  private static void write(JsonGenerator json, Detection detection) throws IOException {
    json.writeStartObject();
    json.writeStringField("label", detection.label().value());
    json.writeNumberField("score", rounded(detection.score()));
    json.writeArrayFieldStart("box");
    BoundingBox box = detection.box();
    for (double edge : new double[] {box.left(), box.top(), box.right(), box.bottom()}) {
      json.writeNumber(rounded(edge));
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static double rounded(double value) {
    return Math.round(value * 1e5) / 1e5;
  }
}
