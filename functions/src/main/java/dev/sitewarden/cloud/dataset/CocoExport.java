package dev.sitewarden.cloud.dataset;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sitewarden.cloud.dataset.LabelledFrames.Judged;
import dev.sitewarden.domain.geometry.BoundingBox;
import dev.sitewarden.domain.vision.Detection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** COCO. */
record CocoExport(List<Image> images, List<Annotation> annotations, List<Category> categories) {
  record Image(int id, @JsonProperty("file_name") String fileName, int width, int height) {}

  record Annotation(
      int id,
      @JsonProperty("image_id") int imageId,
      @JsonProperty("category_id") int categoryId,
      List<Double> bbox,
      double area,
      int iscrowd,
      String review) {}

  record Category(int id, String name) {}

  static CocoExport of(List<Judged> judged) {
    List<Image> images = new ArrayList<>();
    List<Annotation> annotations = new ArrayList<>();
    Map<String, Integer> categories = new LinkedHashMap<>();
    for (Judged one : judged) {
      var incident = one.incident();
      int image = images.size() + 1;
      images.add(
          new Image(
              image,
              incident.snapshotPath().orElse(incident.id().toString()),
              incident.frameWidthPx(),
              incident.frameHeightPx()));
      add(
          annotations,
          categories,
          images.getLast(),
          incident.subject(),
          one.frame().verdict.name());
      incident
          .others()
          .forEach(other -> add(annotations, categories, images.getLast(), other, "UNREVIEWED"));
    }
    return new CocoExport(
        images,
        annotations,
        categories.entrySet().stream().map(e -> new Category(e.getValue(), e.getKey())).toList());
  }

  private static void add(
      List<Annotation> to,
      Map<String, Integer> categories,
      Image image,
      Detection detection,
      String review) {
    String label = detection.label().value();
    int category = categories.computeIfAbsent(label, l -> 1 + categories.size());
    BoundingBox box = detection.box();
    double w = box.width() * image.width();
    double h = box.height() * image.height();
    to.add(
        new Annotation(
            to.size() + 1,
            image.id(),
            category,
            List.of(box.left() * image.width(), box.top() * image.height(), w, h),
            w * h,
            review.equals("UNREVIEWED") ? 1 : 0,
            review));
  }
}
