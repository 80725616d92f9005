package dev.sitewarden.domain.dataset;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.sitewarden.domain.dataset.LabelledBox.Review;
import dev.sitewarden.domain.geometry.BoundingBox;
import dev.sitewarden.domain.model.Label;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads one COCO file as {@link CocoCodec} describes; its sections may come in any order. */
final class CocoReader {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().disable(StreamReadFeature.AUTO_CLOSE_SOURCE).build();

  private final Map<Long, Image> images = new LinkedHashMap<>();
  private final Map<Long, Label> labels = new HashMap<>();
  private final List<Annotation> annotations = new ArrayList<>();
  private final Map<String, String> info = new HashMap<>();

  /** What a file says of an image, as far as it has been read. */
  private static final class Image {
    private @Nullable Long id;
    private String file = "";
    private int widthPx;
    private int heightPx;
    private boolean complete = true;
    private final List<Annotation> hardNegatives = new ArrayList<>();
    private final List<LabelledBox> boxes = new ArrayList<>();
  }

  /** What a file says of a box, as far as it has been read. */
  private static final class Annotation {
    private final String place;
    private Review review;
    private @Nullable Long image;
    private @Nullable Long category;
    private double @Nullable [] bbox;

    private Annotation(String place, Review review) {
      this.place = place;
      this.review = review;
    }
  }

  DatasetSnapshot read(InputStream in) throws IOException {
    try (JsonParser json = FACTORY.createParser(in)) {
      CocoCursor cursor = new CocoCursor(json);
      cursor.next();
      cursor.object(key -> readSection(key, cursor));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("COCO file is not JSON: " + e.getMessage(), e);
    }
    for (Image image : images.values()) {
      image.hardNegatives.forEach(negative -> add(negative, image));
    }
    for (Annotation annotation : annotations) {
      add(annotation, require(images.get(annotation.image), annotation.place, "image_id"));
    }
    return new DatasetSnapshot(
        info.getOrDefault("description", ""),
        info.getOrDefault("version", ""),
        info.getOrDefault("contributor", ""),
        images.values().stream().map(CocoReader::toFrame).toList());
  }

  private void readSection(String key, CocoCursor cursor) throws IOException {
    switch (key) {
      case "info" -> cursor.object(field -> info.put(field, cursor.scalar()));
      case "images" -> cursor.array(() -> readImage(cursor));
      case "annotations" ->
          cursor.array(() -> annotations.add(readAnnotation(cursor, Review.CONFIRMED)));
      case "categories" -> cursor.array(() -> readCategory(cursor));
      default -> cursor.skip();
    }
  }

  private void readImage(CocoCursor cursor) throws IOException {
    String place = cursor.place();
    Image image = new Image();
    cursor.object(
        key -> {
          switch (key) {
            case "id" -> image.id = cursor.wholeNumber();
            case "file_name" -> image.file = cursor.text();
            case "width" -> image.widthPx = cursor.pixels();
            case "height" -> image.heightPx = cursor.pixels();
            case "sitewarden" -> cursor.object(field -> readExtension(field, image, cursor));
            default -> cursor.skip();
          }
        });
    images.put(require(image.id, place, "id"), image);
  }

  private static void readExtension(String key, Image image, CocoCursor cursor) throws IOException {
    switch (key) {
      case "complete" -> image.complete = cursor.truth();
      case "hard_negatives" ->
          cursor.array(() -> image.hardNegatives.add(readAnnotation(cursor, Review.REJECTED)));
      default -> cursor.skip();
    }
  }

  private static Annotation readAnnotation(CocoCursor cursor, Review review) throws IOException {
    Annotation annotation = new Annotation(cursor.place(), review);
    cursor.object(
        key -> {
          switch (key) {
            case "image_id" -> annotation.image = cursor.wholeNumber();
            case "category_id" -> annotation.category = cursor.wholeNumber();
            case "bbox" -> annotation.bbox = cursor.bbox();
            case "iscrowd", "ignore" ->
                annotation.review = cursor.truth() ? Review.UNREVIEWED : annotation.review;
            default -> cursor.skip();
          }
        });
    return annotation;
  }

  private void readCategory(CocoCursor cursor) throws IOException {
    String place = cursor.place();
    List<Long> id = new ArrayList<>();
    List<Label> label = new ArrayList<>();
    cursor.object(
        key -> {
          switch (key) {
            case "id" -> id.add(cursor.wholeNumber());
            case "name" -> label.add(new Label(cursor.text()));
            default -> cursor.skip();
          }
        });
    if (id.size() != 1 || label.size() != 1) {
      throw new IllegalArgumentException(
          "COCO file: category '%s' needs one id and one name".formatted(place));
    }
    labels.put(id.getFirst(), label.getFirst());
  }

  private void add(Annotation annotation, Image image) {
    double[] bbox = require(annotation.bbox, annotation.place, "bbox");
    Label label = require(labels.get(annotation.category), annotation.place, "category_id");
    clipped(bbox, image)
        .ifPresent(box -> image.boxes.add(new LabelledBox(label, box, annotation.review)));
  }

  private static Optional<BoundingBox> clipped(double[] bbox, Image image) {
    double left = Math.clamp(bbox[0] / image.widthPx, 0, 1);
    double top = Math.clamp(bbox[1] / image.heightPx, 0, 1);
    double right = Math.clamp((bbox[0] + bbox[2]) / image.widthPx, 0, 1);
    double bottom = Math.clamp((bbox[1] + bbox[3]) / image.heightPx, 0, 1);
    return left < right && top < bottom
        ? Optional.of(new BoundingBox(left, top, right, bottom))
        : Optional.empty();
  }

  private static LabelledFrame toFrame(Image image) {
    return new LabelledFrame(
        image.file, image.widthPx, image.heightPx, image.boxes, image.complete);
  }

  private static <T> T require(@Nullable T value, String place, String key) {
    if (value == null) {
      throw new IllegalArgumentException("COCO file: '%s' names no known %s".formatted(place, key));
    }
    return value;
  }
}
