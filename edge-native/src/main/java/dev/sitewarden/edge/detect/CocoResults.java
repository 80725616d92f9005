package dev.sitewarden.edge.detect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sitewarden.domain.geometry.BoundingBox;
import dev.sitewarden.domain.geometry.Letterbox;
import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.domain.vision.Frame;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.List;

/**
 * A file of COCO results: a JSON array with one object for each detection. {@code image_id} counts
 * frames and files from 1, {@code category_id} labels from 1, {@code bbox} is {@code [x, y, width,
 * height]} in pixels of the original. The array is closed whatever happens.
 */
final class CocoResults implements AutoCloseable {
  private static final JsonFactory JSON = new JsonFactory();

  private final OutputFile file;
  private final List<Label> labels;
  private final JsonGenerator json;
  private long written;

  private CocoResults(OutputFile file, List<Label> labels, JsonGenerator json) {
    this.file = file;
    this.labels = labels;
    this.json = json;
  }

  /** Starts the file, replacing one that is there, and makes its folder. */
  static CocoResults open(OutputFile file, List<Label> labels) {
    try {
      OutputStream out = Files.newOutputStream(file.inItsFolder().path());
      JsonGenerator json = JSON.createGenerator(out);
      json.writeStartArray();
      return new CocoResults(file, labels, json);
    } catch (IOException e) {
      throw file.failed(e);
    }
  }

  void write(Frame frame, String fileName, List<Detection> detections) {
    try {
      for (Detection detection : detections) {
        write(frame, fileName, detection);
      }
    } catch (IOException e) {
      throw file.failed(e);
    }
  }

  private void write(Frame frame, String fileName, Detection detection) throws IOException {
    json.writeRaw(written == 0 ? "\n" : "");
    json.writeStartObject();
    json.writeNumberField("image_id", frame.sequence() + 1);
    json.writeStringField("file_name", fileName);
    json.writeNumberField("category_id", labels.indexOf(detection.label()) + 1);
    json.writeStringField("category_name", detection.label().value());
    writeBox(detection.box(), frame.letterbox());
    json.writeNumberField("score", (float) detection.score());
    json.writeEndObject();
    json.writeRaw("\n");
    written++;
  }

  private void writeBox(BoundingBox box, Letterbox size) throws IOException {
    json.writeArrayFieldStart("bbox");
    json.writeNumber((float) (box.left() * size.sourceWidthPx()));
    json.writeNumber((float) (box.top() * size.sourceHeightPx()));
    json.writeNumber((float) (box.width() * size.sourceWidthPx()));
    json.writeNumber((float) (box.height() * size.sourceHeightPx()));
    json.writeEndArray();
  }

  /** Detections in the file so far. */
  long written() {
    return written;
  }

  @Override
  public void close() {
    try {
      json.close();
    } catch (IOException e) {
      throw file.failed(e);
    }
  }
}
