package dev.sitewarden.training.dataset;

import dev.sitewarden.domain.model.Label;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * YOLO data sets: a list of pictures {@code images/NAME.jpg}, one {@code labels/NAME.txt} each with
 * lines {@code class cx cy w h} in fractions, and {@code classes.txt} with one label a line.
 */
final class YoloReader {
  private final Path root;
  private final List<String> classes;
  private final List<Label> labels;

  private YoloReader(Path root, List<String> classes, List<Label> labels) {
    this.root = root;
    this.classes = classes;
    this.labels = labels;
  }

  static List<Example> read(Path list, List<Label> labels) {
    var root = list.toAbsolutePath().resolveSibling("");
    var reader = new YoloReader(root, lines(root.resolve("classes.txt")), labels);
    return lines(list).stream().map(reader::example).toList();
  }

  private Example example(String picture) {
    var annotation =
        root.resolve(picture.replaceFirst("^images/", "labels/").replaceFirst("\\.[^.]+$", ".txt"));
    var boxes = new ArrayList<Box>();
    for (var row : lines(annotation)) {
      var fields = row.split("\\s+", -1);
      if (fields.length != 5) {
        throw broken(annotation, row);
      }
      addBox(boxes, fields, annotation, row);
    }
    return new Example(root.resolve(picture), boxes);
  }

  private void addBox(List<Box> boxes, String[] fields, Path annotation, String row) {
    try {
      int label = labels.indexOf(new Label(classes.get(Integer.parseInt(fields[0]))));
      double x = Double.parseDouble(fields[1]);
      double y = Double.parseDouble(fields[2]);
      double halfWidth = Double.parseDouble(fields[3]) / 2;
      double halfHeight = Double.parseDouble(fields[4]) / 2;
      if (label >= 0) {
        boxes.add(
            Example.clipped(label, x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight));
      }
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      throw broken(annotation, row);
    }
  }

  private IllegalArgumentException broken(Path annotation, String row) {
    return new IllegalArgumentException(
        "annotation %s: expected 'class cx cy w h' with a class below %d, got '%s'"
            .formatted(annotation, classes.size(), row));
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream()
          .map(String::strip)
          .filter(line -> !line.isEmpty())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(DatasetReader.cannot("YOLO file", file, e));
    }
  }
}
