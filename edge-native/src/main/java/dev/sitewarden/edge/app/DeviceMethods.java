package dev.sitewarden.edge.app;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sitewarden.domain.fleet.CameraSettings;
import dev.sitewarden.edge.capture.CameraGroup;
import dev.sitewarden.edge.hub.MethodHandler;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Optional;
import java.util.function.Supplier;

/** What somebody at the hub can ask this device to do now: {@code diagnostics, restart-camera}. */
final class DeviceMethods implements MethodHandler {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int DONE = 200;
  private static final int UNKNOWN = 404;

  private final Supplier<Optional<CameraGroup>> group;
  private final CurrentSettings settings;

  DeviceMethods(Supplier<Optional<CameraGroup>> group, CurrentSettings settings) {
    this.group = group;
    this.settings = settings;
  }

  @Override
  public Answer call(String method, String json) {
    return switch (method) {
      case "diagnostics" -> answer(DONE, this::diagnostics);
      case "restart-camera" -> {
        settings.restartCameras();
        yield answer(DONE, out -> out.writeStringField("message", "the cameras are opened anew"));
      }
      default ->
          answer(
              UNKNOWN,
              out ->
                  out.writeStringField(
                      "message",
                      "method %s is not known here; known are diagnostics, restart-camera"
                          .formatted(method)));
    };
  }

  private interface Body {
    void writeTo(JsonGenerator json) throws IOException;
  }

  private static Answer answer(int status, Body body) {
    var text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      body.writeTo(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("writing JSON to memory failed", e);
    }
    return new Answer(status, text.toString());
  }

  private void diagnostics(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("cameras");
    for (CameraSettings camera : settings.current().cameras()) {
      json.writeObjectFieldStart(camera.id().value());
      json.writeStringField("source", camera.source());
      json.writeNumberField(
          "dropped_frames", group.get().map(frames -> frames.dropped(camera.id())).orElse(0L));
      json.writeEndObject();
    }
    json.writeEndObject();
    Runtime machine = Runtime.getRuntime();
    json.writeNumberField("heap_bytes", machine.totalMemory() - machine.freeMemory());
    json.writeNumberField("processors", machine.availableProcessors());
  }
}
