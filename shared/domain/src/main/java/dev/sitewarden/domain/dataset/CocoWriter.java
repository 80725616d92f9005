package dev.sitewarden.domain.dataset;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sitewarden.domain.dataset.LabelledBox.Review;
import dev.sitewarden.domain.geometry.BoundingBox;
import dev.sitewarden.domain.model.Label;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Writes one snapshot as {@link CocoCodec} describes. Images and labels are numbered from 1. */
final class CocoWriter {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final DatasetSnapshot snapshot;
  private final List<Label> labels;

  CocoWriter(DatasetSnapshot snapshot) {
    this.snapshot = snapshot;
    this.labels = snapshot.labels();
  }

  void write(OutputStream out) throws IOException {
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.writeStartObject();
      writeInfo(json);
      writeImages(json);
      writeAnnotations(json);
      writeCategories(json);
      json.writeEndObject();
    }
  }

  private void writeInfo(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("info");
    json.writeStringField("description", snapshot.name());
    json.writeStringField("version", snapshot.version());
    json.writeStringField("contributor", snapshot.origin());
    json.writeEndObject();
  }

  private void writeImages(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("images");
    int id = 1;
    for (LabelledFrame frame : snapshot.frames()) {
      json.writeStartObject();
      json.writeNumberField("id", id++);
      json.writeStringField("file_name", frame.image());
      json.writeNumberField("width", frame.widthPx());
      json.writeNumberField("height", frame.heightPx());
      writeExtension(frame, json);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void writeExtension(LabelledFrame frame, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("sitewarden");
    json.writeBooleanField("complete", frame.complete());
    json.writeArrayFieldStart("hard_negatives");
    for (LabelledBox box : frame.boxes()) {
      if (box.review() == Review.REJECTED) {
        json.writeStartObject();
        writeBox(frame, box, json);
        json.writeEndObject();
      }
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void writeAnnotations(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("annotations");
    int id = 1;
    int imageId = 1;
    for (LabelledFrame frame : snapshot.frames()) {
      for (LabelledBox box : frame.boxes()) {
        if (box.review() != Review.REJECTED) {
          writeAnnotation(id++, imageId, frame, box, json);
        }
      }
      imageId++;
    }
    json.writeEndArray();
  }

  private void writeAnnotation(
      int id, int imageId, LabelledFrame frame, LabelledBox box, JsonGenerator json)
      throws IOException {
    int ignored = box.review() == Review.UNREVIEWED ? 1 : 0;
    json.writeStartObject();
    json.writeNumberField("id", id);
    json.writeNumberField("image_id", imageId);
    writeBox(frame, box, json);
    json.writeNumberField("area", rounded(box.box().area() * frame.widthPx() * frame.heightPx()));
    json.writeNumberField("iscrowd", ignored);
    json.writeNumberField("ignore", ignored);
    json.writeEndObject();
  }

  private void writeBox(LabelledFrame frame, LabelledBox labelled, JsonGenerator json)
      throws IOException {
    BoundingBox box = labelled.box();
    double[] pixels = {
      rounded(box.left() * frame.widthPx()),
      rounded(box.top() * frame.heightPx()),
      rounded(box.width() * frame.widthPx()),
      rounded(box.height() * frame.heightPx())
    };
    json.writeNumberField("category_id", labels.indexOf(labelled.label()) + 1);
    json.writeFieldName("bbox");
    json.writeArray(pixels, 0, 4);
  }

  private void writeCategories(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("categories");
    for (int i = 0; i < labels.size(); i++) {
      json.writeStartObject();
      json.writeNumberField("id", i + 1);
      json.writeStringField("name", labels.get(i).value());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static double rounded(double pixels) {
    return Math.round(pixels * 1000) / 1000.0;
  }
}
