package dev.sitewarden.edge.models;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sitewarden.domain.model.Digest;
import dev.sitewarden.edge.models.StoreState.Quarantined;
import dev.sitewarden.edge.models.StoreState.Trial;
import dev.sitewarden.inference.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;

/** The store's state as JSON, {@code store.json}. */
final class StoreStateCodec {
  private static final JsonFactory JSON = new JsonFactory();

  private StoreStateCodec() {}

  static StoreState read(byte[] json) {
    JsonObject state = JsonObject.parse(json);
    return new StoreState(
        model(state, "current"),
        model(state, "previous"),
        model(state, "trial")
            .map(
                model ->
                    new Trial(
                        model,
                        state.object("trial").integer("boot_count"),
                        state.object("trial").flag("serving"))),
        state.objects("quarantined").stream()
            .map(one -> new Quarantined(new Digest(one.text("sha256")), one.text("reason")))
            .toList());
  }

  private static Optional<StoredModel> model(JsonObject state, String key) {
    if (!state.has(key)) {
      return Optional.empty();
    }
    JsonObject model = state.object(key);
    return Optional.of(new StoredModel(new Digest(model.text("sha256")), model.text("version")));
  }

  static byte[] write(StoreState state) {
    var bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      writeModel(json, "current", state.current());
      writeModel(json, "previous", state.previous());
      writeTrial(json, state.trial());
      json.writeArrayFieldStart("quarantined");
      for (Quarantined one : state.quarantined()) {
        json.writeStartObject();
        json.writeStringField("sha256", one.archive().sha256());
        json.writeStringField("reason", one.reason());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  private static void writeModel(JsonGenerator json, String key, Optional<StoredModel> model)
      throws IOException {
    if (model.isPresent()) {
      json.writeObjectFieldStart(key);
      writeFields(json, model.get());
      json.writeEndObject();
    }
  }

  private static void writeTrial(JsonGenerator json, Optional<Trial> trial) throws IOException {
    if (trial.isPresent()) {
      json.writeObjectFieldStart("trial");
      writeFields(json, trial.get().model());
      json.writeNumberField("boot_count", trial.get().starts());
      json.writeBooleanField("serving", trial.get().serving());
      json.writeEndObject();
    }
  }

  private static void writeFields(JsonGenerator json, StoredModel model) throws IOException {
    json.writeStringField("sha256", model.archive().sha256());
    json.writeStringField("version", model.version());
  }
}
