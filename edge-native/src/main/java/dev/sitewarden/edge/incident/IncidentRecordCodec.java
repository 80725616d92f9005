package dev.sitewarden.edge.incident;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sitewarden.domain.wire.CloudEvent;
import dev.sitewarden.domain.wire.CloudEventCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Writes and reads a journal entry: {@code {"opened": "<event>", "updated": "<event>", "updates":
 * 1, "closed": "<event>", "done": ["OPENED", ..]}}, the events as the text that goes over the wire.
 */
final class IncidentRecordCodec {
  private static final JsonFactory JSON = new JsonFactory();

  private IncidentRecordCodec() {}

  static byte[] write(IncidentRecord incident) {
    var bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("opened", text(incident.opened()));
      if (incident.updated().isPresent()) {
        json.writeStringField("updated", text(incident.updated().get()));
        json.writeNumberField("updates", incident.updates());
      }
      if (incident.closed().isPresent()) {
        json.writeStringField("closed", text(incident.closed().get()));
      }
      json.writeArrayFieldStart("done");
      for (Step step : incident.done()) {
        json.writeString(step.name());
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("writing JSON to memory failed", e);
    }
    return bytes.toByteArray();
  }

  /** Anything else than what {@link #write} makes is an {@link IllegalArgumentException}. */
  static IncidentRecord read(byte[] bytes) {
    Optional<CloudEvent> opened = Optional.empty();
    Optional<CloudEvent> updated = Optional.empty();
    int updates = 0;
    Optional<CloudEvent> closed = Optional.empty();
    Set<Step> done = EnumSet.noneOf(Step.class);
    try (JsonParser json = JSON.createParser(bytes)) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token == JsonToken.VALUE_NUMBER_INT) {
          updates = json.getIntValue();
        }
        if (token != JsonToken.VALUE_STRING) {
          continue;
        }
        switch (String.valueOf(json.currentName())) {
          case "opened" -> opened = Optional.of(event(json.getText()));
          case "updated" -> updated = Optional.of(event(json.getText()));
          case "closed" -> closed = Optional.of(event(json.getText()));
          default -> done.add(Step.valueOf(json.getText()));
        }
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("it is not JSON: " + e.getMessage(), e);
    }
    return new IncidentRecord(
        opened.orElseThrow(() -> new IllegalArgumentException("'opened' is missing")),
        updated,
        updates,
        closed,
        done);
  }

  private static String text(CloudEvent event) {
    return new String(CloudEventCodec.write(event), StandardCharsets.UTF_8);
  }

  private static CloudEvent event(String text) {
    return CloudEventCodec.read(text.getBytes(StandardCharsets.UTF_8));
  }
}
