package dev.sitewarden.edge.app;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sitewarden.domain.fleet.CameraSettings;
import dev.sitewarden.edge.hub.MethodHandler;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What somebody at the hub can ask this device to do now: {@code diagnostics}, {@code
 * restart-camera}, {@code snapshot} (the next frame of each camera, as its samples' quota allows),
 * {@code clip} (what was recorded in the last minutes), {@code hold} and {@code release} (footage
 * that must stay).
 */
final class DeviceMethods implements MethodHandler {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int DONE = 200;
  private static final int UNKNOWN = 404;

  private static final int WRONG = 400;

  private static final String KNOWN = "diagnostics, restart-camera, snapshot, clip, hold, release";

  /** What a clip on request shows: this long before now. */
  private static final Duration CLIP = Duration.ofMinutes(2);

  private final Supplier<Optional<OpenCameras>> cameras;
  private final CurrentSettings settings;
  private final HoldMethods holds;

  DeviceMethods(
      Supplier<Optional<OpenCameras>> cameras, CurrentSettings settings, HoldMethods holds) {
    this.cameras = cameras;
    this.settings = settings;
    this.holds = holds;
  }

  @Override
  public Answer call(String method, String json) {
    return switch (method) {
      case "diagnostics" -> answer(DONE, this::diagnostics);
      case "restart-camera" -> {
        settings.restartCameras();
        yield answer(DONE, out -> out.writeStringField("message", "the cameras are opened anew"));
      }
      case "snapshot" -> answer(DONE, this::snapshot);
      case "clip" -> answer(DONE, this::clip);
      case "hold" -> named(() -> holds.hold(json));
      case "release" -> named(() -> holds.release(HoldMethods.parse(json)));
      default ->
          answer(
              UNKNOWN,
              out ->
                  out.writeStringField(
                      "message",
                      "method %s is not known here; known are %s".formatted(method, KNOWN)));
    };
  }

  /** Answers with a hold's name, or with what is wrong. */
  private static Answer named(Supplier<String> hold) {
    try {
      String name = hold.get();
      return answer(DONE, out -> out.writeStringField("hold", name));
    } catch (IllegalArgumentException | UncheckedIOException e) {
      return answer(WRONG, out -> out.writeStringField("message", e.getMessage()));
    }
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

  private Collection<OpenCamera> open() {
    return cameras.get().map(OpenCameras::all).orElse(List.of());
  }

  private void snapshot(JsonGenerator json) throws IOException {
    open().forEach(camera -> camera.collector().request(1));
    json.writeNumberField("cameras", open().size());
  }

  private void clip(JsonGenerator json) throws IOException {
    Instant now = Instant.now();
    int segments = 0;
    for (OpenCamera camera : open()) {
      segments += camera.recording().map(it -> it.upload(now.minus(CLIP), now)).orElse(0);
    }
    json.writeNumberField("segments", segments);
  }

  private void diagnostics(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("cameras");
    for (CameraSettings camera : settings.current().cameras()) {
      json.writeObjectFieldStart(camera.id().value());
      json.writeStringField("source", camera.source());
      json.writeNumberField(
          "dropped_frames", cameras.get().map(them -> them.dropped(camera.id())).orElse(0L));
      json.writeEndObject();
    }
    json.writeEndObject();
    Runtime machine = Runtime.getRuntime();
    json.writeNumberField("heap_bytes", machine.totalMemory() - machine.freeMemory());
    json.writeNumberField("processors", machine.availableProcessors());
  }
}
