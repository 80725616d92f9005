package dev.sitewarden.inference;

import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.domain.vision.Frame;
import dev.sitewarden.inference.frame.ImageFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * A few pictures in the package's folder {@code golden}, each with {@code NAME.json}: what the
 * model finds there at its card's thresholds. Whoever loads the package can check that it still
 * answers so, on this processor and with this ONNX Runtime.
 */
public final class GoldenSamples {
  private static final String FOLDER = "golden";
  private static final CameraId CAMERA = new CameraId("golden");

  private GoldenSamples() {}

  /** Copies the pictures into the package and writes what the model finds. */
  public static void write(ModelPackage model, List<Path> pictures) {
    var folder = model.folder().resolve(FOLDER);
    try (var detector = Detector.open(model, 1);
        var source = ImageFolder.of(pictures, CAMERA, model.inputSize(), Instant.EPOCH)) {
      Files.createDirectories(folder);
      for (var picture : pictures) {
        Path copy = folder.resolve(picture.getFileName());
        Files.copy(picture, copy, StandardCopyOption.REPLACE_EXISTING);
        try (Frame frame = source.next().orElseThrow()) {
          Files.write(answerTo(copy), GoldenAnswer.write(detector.detect(frame)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot write golden samples to %s: %s".formatted(folder, e), e);
    }
  }

  /**
   * Asks the model about its golden pictures.
   *
   * @param detector of that package, with its card's thresholds
   * @throws IllegalArgumentException if it answers otherwise, or if there is nothing to ask
   */
  public static void check(ModelPackage model, Detector detector) {
    List<Path> pictures = pictures(model);
    int objects = 0;
    try (var source = ImageFolder.of(pictures, CAMERA, model.inputSize(), Instant.EPOCH)) {
      for (Path picture : pictures) {
        GoldenAnswer expected = GoldenAnswer.read(answerTo(picture), model.card());
        try (Frame frame = source.next().orElseThrow()) {
          List<Detection> found = detector.detect(frame);
          requireSame(model, picture, expected, found);
        }
        objects += expected.detections().size();
      }
    }
    if (objects == 0) {
      throw new IllegalArgumentException(
          "model %s rejected: its golden samples show no object, so they prove nothing; add some with"
                  .formatted(model.version())
              + " `sitewarden model sign --golden PICTURES`");
    }
  }

  private static void requireSame(
      ModelPackage model, Path picture, GoldenAnswer expected, List<Detection> found) {
    expected
        .differenceTo(found)
        .ifPresent(
            difference -> {
              throw new IllegalArgumentException(
                  "model %s rejected: on golden sample %s it %s"
                      .formatted(model.version(), picture.getFileName(), difference));
            });
  }

  private static List<Path> pictures(ModelPackage model) {
    Path folder = model.folder().resolve(FOLDER);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(ImageFolder::isPicture).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list %s: %s".formatted(folder, e), e);
    }
  }

  private static Path answerTo(Path picture) {
    String name = picture.getFileName().toString().replaceFirst("\\.[^.]+$", ".json");
    return picture.resolveSibling(name);
  }
}
