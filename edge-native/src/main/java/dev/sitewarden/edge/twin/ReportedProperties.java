package dev.sitewarden.edge.twin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sitewarden.domain.model.ModelVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The latest answer to each desired property, below the 32 KB that a hub takes: somebody may desire
 * thousands of properties that do not exist.
 */
public final class ReportedProperties {
  /** A character takes 4 bytes at most, where escaped pairs would take 12. */
  private static final JsonFactory JSON =
      new JsonFactory().enable(JsonGenerator.Feature.COMBINE_UNICODE_SURROGATES_IN_UTF8);

  /** With ten that are known, sixteen answers of 400 characters stay below the limit. */
  private static final int MOST_UNKNOWN = 6;

  /** What a hub takes for a name, and shorter. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  private final Set<String> known;
  private final Map<String, Acknowledgement> answers = new LinkedHashMap<>();

  /**
   * @param known properties that are always answered
   */
  public ReportedProperties(Set<String> known) {
    this.known = Set.copyOf(known);
  }

  /** Another document of desired properties is answered from now on. */
  public synchronized void begin() {
    answers.keySet().retainAll(known);
  }

  /** Keeps the answer; of properties that are not known, the first few are answered. */
  public synchronized void put(String property, Acknowledgement answer) {
    if (known.contains(property) || isAnswered(property)) {
      answers.put(property, answer);
    }
  }

  private boolean isAnswered(String unknown) {
    long others = answers.keySet().stream().filter(name -> !known.contains(name)).count();
    return others < MOST_UNKNOWN && NAME.matcher(unknown).matches();
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
