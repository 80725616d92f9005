package dev.sitewarden.training.packaging;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.inference.Detector;
import dev.sitewarden.inference.ModelPackage;
import dev.sitewarden.inference.frame.ImageFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;

/**
 * A few pictures in the package's folder {@code golden}, each with {@code NAME.json}: what the
 * model finds there at its card's thresholds, best first, as {@code {"label", "score", "box":
 * [left, top, right, bottom]}} in fractions. Whoever loads the package can check that it still
 * answers so.
 */
public final class GoldenSamples {
  private static final String FOLDER = "golden";
  private static final CameraId CAMERA = new CameraId("golden");
  private static final ObjectMapper JSON = new ObjectMapper();

  private GoldenSamples() {}

  /** Copies the pictures into the package and writes what the model finds. */
  public static void write(ModelPackage model, List<Path> pictures) {
    var folder = model.folder().resolve(FOLDER);
    try (var detector = Detector.open(model, 1);
        var source = ImageFolder.of(pictures, CAMERA, model.inputSize(), Instant.EPOCH)) {
      Files.createDirectories(folder);
      for (var picture : pictures) {
        var name = picture.getFileName().toString();
        Files.copy(picture, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        try (var frame = source.next().orElseThrow()) {
          var expected = folder.resolve(name.replaceFirst("\\.[^.]+$", ".json"));
          JSON.writerWithDefaultPrettyPrinter()
              .writeValue(expected.toFile(), json(detector.detect(frame)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot write golden samples to %s: %s".formatted(folder, e), e);
    }
  }

  private static ArrayNode json(List<Detection> detections) {
    var all = JSON.createArrayNode();
    for (var detection : detections) {
      var one = all.addObject().put("label", detection.label().value());
      one.put("score", rounded(detection.score()));
      var box = detection.box();
      one.putArray("box")
          .add(rounded(box.left()))
          .add(rounded(box.top()))
          .add(rounded(box.right()))
          .add(rounded(box.bottom()));
    }
    return all;
  }

  private static double rounded(double value) {
    return Math.round(value * 1e5) / 1e5;
  }
}
