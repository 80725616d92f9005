package dev.sitewarden.training.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sitewarden.domain.model.Label;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * COCO detection files. Pictures lie where {@code file_name} says, seen from the file's folder, or
 * in a folder named as the file without {@code _coco.json}.
 */
final class CocoReader {
  private final Path file;
  private final Map<Long, Integer> labelOfCategory = new HashMap<>();
  private final Map<Long, JsonNode> images = new LinkedHashMap<>();
  private final Map<Long, List<Box>> boxes = new HashMap<>();

  private CocoReader(Path file) {
    this.file = file;
  }

  static List<Example> read(Path file, List<Label> labels) {
    var reader = new CocoReader(file);
    try {
      return reader.examples(new ObjectMapper().readTree(file.toFile()), labels);
    } catch (IOException e) {
      throw new UncheckedIOException(DatasetReader.cannot("COCO file", file, e));
    }
  }

  private List<Example> examples(JsonNode root, List<Label> labels) {
    for (var category : required(root, "categories")) {
      var name = new Label(required(category, "name").asText());
      labelOfCategory.put(required(category, "id").asLong(), labels.indexOf(name));
    }
    for (var image : required(root, "images")) {
      images.put(required(image, "id").asLong(), image);
    }
    required(root, "annotations").forEach(this::addBox);
    var folder = pictures();
    var examples = new ArrayList<Example>();
    images.forEach(
        (id, image) ->
            examples.add(
                new Example(
                    folder.resolve(required(image, "file_name").asText()),
                    boxes.getOrDefault(id, List.of()))));
    return examples;
  }

  private void addBox(JsonNode annotation) {
    long id = required(annotation, "image_id").asLong();
    int label = labelOfCategory.getOrDefault(required(annotation, "category_id").asLong(), -1);
    var image = images.get(id);
    if (label < 0 || image == null) {
      return;
    }
    var box = required(annotation, "bbox");
    double width = required(image, "width").asDouble();
    double height = required(image, "height").asDouble();
    double left = box.path(0).asDouble() / width;
    double top = box.path(1).asDouble() / height;
    boxes
        .computeIfAbsent(id, key -> new ArrayList<>())
        .add(
            Example.clipped(
                label,
                left,
                top,
                left + box.path(2).asDouble() / width,
                top + box.path(3).asDouble() / height));
  }

  private Path pictures() {
    var folder = file.toAbsolutePath().resolveSibling("");
    var named = folder.resolve(file.getFileName().toString().replaceFirst("(_coco)?\\.json$", ""));
    return Files.isDirectory(named) ? named : folder;
  }

  private JsonNode required(JsonNode node, String key) {
    var value = node.get(key);
    if (value == null) {
      throw new IllegalArgumentException("COCO file %s: '%s' is missing".formatted(file, key));
    }
    return value;
  }
}
