package dev.sitewarden.edge.twin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sitewarden.domain.model.ModelVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The latest answer to each desired property. */
public final class ReportedProperties {
  private static final JsonFactory JSON = new JsonFactory();

  private final Map<String, Acknowledgement> answers = new LinkedHashMap<>();

  public synchronized void put(String property, Acknowledgement answer) {
    answers.put(property, answer);
  }

  /** As the hub takes it. */
  public synchronized byte[] toJson() {
    var bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      for (Map.Entry<String, Acknowledgement> answer : answers.entrySet()) {
        json.writeFieldName(answer.getKey());
        write(answer.getValue(), json);
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("writing JSON to memory failed", e);
    }
    return bytes.toByteArray();
  }

  private static void write(Acknowledgement answer, JsonGenerator json) throws IOException {
    json.writeStartObject();
    if (answer.serving().isPresent()) {
      ModelVersion serving = answer.serving().get();
      json.writeObjectFieldStart("value");
      json.writeStringField("version", serving.version());
      json.writeStringField("sha256", serving.digest().sha256());
      json.writeEndObject();
    }
    json.writeNumberField("ac", answer.code());
    json.writeNumberField("av", answer.version());
    json.writeStringField("ad", answer.text());
    json.writeEndObject();
  }
}
