package dev.sitewarden.training.dataset;

import dev.sitewarden.domain.model.Label;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads what the command line names: a YOLO list, a folder that holds one, or a COCO file. */
public final class DatasetReader {
  private DatasetReader() {}

  /**
   * Reads a data set.
   *
   * @param source a COCO {@code .json}, a YOLO list {@code .txt}, or a folder with {@code
   *     train.txt}
   * @param labels the labels to learn, in the model's order; objects of other labels are left out
   * @throws IllegalArgumentException if {@code source} is none of these or holds no picture
   * @throws java.io.UncheckedIOException if a file cannot be read
   */
  public static List<Example> read(Path source, List<Label> labels) {
    var examples = dispatch(source, labels);
    if (examples.isEmpty()) {
      throw new IllegalArgumentException("data set %s names no picture".formatted(source));
    }
    return examples;
  }

  private static List<Example> dispatch(Path source, List<Label> labels) {
    if (Files.isDirectory(source) && Files.exists(source.resolve("train.txt"))) {
      return YoloReader.read(source.resolve("train.txt"), labels);
    }
    var name = source.getFileName().toString();
    if (Files.isRegularFile(source) && name.endsWith(".txt")) {
      return YoloReader.read(source, labels);
    }
    if (Files.isRegularFile(source) && name.endsWith(".json")) {
      return CocoReader.read(source, labels);
    }
    throw new IllegalArgumentException(
        "data set %s must be a folder with train.txt, a YOLO list .txt or a COCO .json"
            .formatted(source));
  }

  static IOException cannot(String what, Path file, IOException cause) {
    return new IOException("cannot read %s %s: %s".formatted(what, file, cause), cause);
  }
}
