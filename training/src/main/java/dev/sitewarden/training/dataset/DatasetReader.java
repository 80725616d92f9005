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
   * @param source a COCO {@code .json}, a YOLO list {@code .txt}, or a folder that holds one list a
   *     split
   * @param split the list that is meant where {@code source} is a folder: {@code train}, {@code
   *     val}
   * @param labels the labels to learn, in the model's order; objects of other labels are left out
   * @throws IllegalArgumentException if {@code source} is none of these or holds no picture
   * @throws java.io.UncheckedIOException if a file cannot be read
   */
  public static List<Example> read(Path source, String split, List<Label> labels) {
    var examples = dispatch(source, split, labels);
    if (examples.isEmpty()) {
      throw new IllegalArgumentException("data set %s names no picture".formatted(source));
    }
    return examples;
  }

  private static List<Example> dispatch(Path source, String split, List<Label> labels) {
    var list = source.resolve(split + ".txt");
    if (Files.isRegularFile(list)) {
      return YoloReader.read(list, labels);
    }
    var name = source.getFileName().toString();
    if (Files.isRegularFile(source) && name.endsWith(".txt")) {
      return YoloReader.read(source, labels);
    }
    if (Files.isRegularFile(source) && name.endsWith(".json")) {
      return CocoReader.read(source, labels);
    }
    throw new IllegalArgumentException(
        "data set %s must be a folder with %s.txt, a YOLO list .txt or a COCO .json"
            .formatted(source, split));
  }

  static IOException cannot(String what, Path file, IOException cause) {
    return new IOException("cannot read %s %s: %s".formatted(what, file, cause), cause);
  }
}
