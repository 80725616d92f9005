package dev.sitewarden.edge.app;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sitewarden.domain.wire.DesiredPropertiesCodec;
import dev.sitewarden.domain.wire.DeviceMessage.FrameSampled;
import dev.sitewarden.edge.hub.MethodHandler;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What somebody at the hub can ask this device to do now: {@code diagnostics}, {@code
 * restart-camera}, {@code snapshot} (the next frame as a sample, as far as its quota allows),
 * {@code clip} (what was recorded in the last minutes). All but the first take {@code {"camera":
 * "gate"}} and mean every camera without it.
 */
final class DeviceMethods implements MethodHandler {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int DONE = 200;
  private static final int WRONG = 400;
  private static final int UNKNOWN = 404;
  private static final int NOTHING_MADE = 409;

  private static final String KNOWN = "diagnostics, restart-camera, snapshot, clip, hold, release";
  private static final String CAMERA = "camera";

  /** What a clip on request shows: this long before now. */
  private static final Duration CLIP = Duration.ofMinutes(2);

  /** A camera of one frame in ten seconds still answers; the hub waits 30 s unless told more. */
  private static final Duration NEXT_FRAME = Duration.ofSeconds(15);

  private final Supplier<Optional<Watched>> watched;
  private final CurrentSettings settings;
  private final HoldMethods holds;
  private final Path state;
  private final InstantSource clock;

  DeviceMethods(
      Supplier<Optional<Watched>> watched,
      CurrentSettings settings,
      HoldMethods holds,
      Path state,
      InstantSource clock) {
    this.watched = watched;
    this.settings = settings;
    this.holds = holds;
    this.state = state;
    this.clock = clock;
  }

  @Override
  public Answer call(String method, String json) {
    return switch (method) {
      case "diagnostics" ->
          answer(
              DONE,
              out -> new Diagnosis(settings.current(), watched.get(), state, clock).writeTo(out));
      case "restart-camera" -> onCameras(json, this::restart);
      case "snapshot" -> onCameras(json, DeviceMethods::snapshot);
      case "clip" -> onCameras(json, this::clip);
      case "hold" -> named(() -> holds.hold(json));
      case "release" -> named(() -> holds.release(HoldMethods.parse(json)));
      default -> say(UNKNOWN, "method %s is not known here; known are %s".formatted(method, KNOWN));
    };
  }

  /** Answers with a hold's name, or with what is wrong. */
  private static Answer named(Supplier<String> hold) {
    try {
      String name = hold.get();
      return answer(DONE, out -> out.writeStringField("hold", name));
    } catch (IllegalArgumentException | UncheckedIOException e) {
      return say(WRONG, String.valueOf(e.getMessage()));
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

  private static Answer say(int status, String message) {
    return answer(status, out -> out.writeStringField("message", message));
  }

  /** Does something to the cameras that are meant. */
  private interface Deed {
    Answer on(List<OpenCamera> cameras, boolean isOne);
  }

  private Answer onCameras(String json, Deed deed) {
    Optional<String> named;
    try {
      named = camera(json);
    } catch (IllegalArgumentException e) {
      return say(WRONG, String.valueOf(e.getMessage()));
    }
    Collection<OpenCamera> all =
        watched.get().map(Watched::cameras).map(OpenCameras::all).orElse(List.of());
    if (named.isEmpty()) {
      return deed.on(List.copyOf(all), false);
    }
    return all.stream()
        .filter(camera -> idOf(camera).equals(named.get()))
        .findFirst()
        .map(camera -> deed.on(List.of(camera), true))
        .orElseGet(() -> say(UNKNOWN, unknown(named.get(), all)));
  }

  private static String unknown(String named, Collection<OpenCamera> all) {
    return "camera %s is not known here; known are %s"
        .formatted(named, all.stream().map(DeviceMethods::idOf).collect(Collectors.joining(", ")));
  }

  private static String idOf(OpenCamera camera) {
    return camera.settings().id().value();
  }

  /** Which camera a payload names; nothing, {@code null} and {@code {}} name none. */
  private static Optional<String> camera(String json) {
    if (json == null || json.isBlank() || json.strip().equals("null")) {
      return Optional.empty();
    }
    Map<String, Object> payload =
        DesiredPropertiesCodec.parse(json.getBytes(StandardCharsets.UTF_8));
    if (!Set.of(CAMERA).containsAll(payload.keySet())) {
      throw new IllegalArgumentException(
          "payload may have the key camera, got %s".formatted(payload.keySet()));
    }
    return Optional.ofNullable(payload.get(CAMERA))
        .map(
            value -> {
              if (value instanceof String name) {
                return name;
              }
              throw new IllegalArgumentException("camera must be a text, got " + value);
            });
  }

  /** One camera is opened anew alone; all of them, with the settings as they are. */
  private Answer restart(List<OpenCamera> cameras, boolean isOne) {
    if (!isOne) {
      settings.restartCameras();
      return say(DONE, "the cameras are opened anew");
    }
    OpenCamera camera = cameras.getFirst();
    return camera.restart()
        ? say(DONE, "camera %s is opened anew".formatted(idOf(camera)))
        : say(
            NOTHING_MADE,
            "camera %s is a recording, which is read once; without a camera all are opened anew"
                .formatted(idOf(camera)));
  }

  /** Waits for the frames that it asks for: whoever asked wants to know where they lie. */
  private static Answer snapshot(List<OpenCamera> cameras, boolean isOne) {
    List<CompletableFuture<FrameSampled>> asked =
        cameras.stream().map(camera -> camera.collector().request()).toList();
    long end = System.nanoTime() + NEXT_FRAME.toNanos();
    boolean isAnyMade = false;
    var made = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(made)) {
      json.writeStartObject();
      for (int i = 0; i < cameras.size(); i++) {
        json.writeObjectFieldStart(idOf(cameras.get(i)));
        isAnyMade |= write(asked.get(i), end - System.nanoTime(), json);
        json.writeEndObject();
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("writing JSON to memory failed", e);
    }
    return new Answer(isAnyMade ? DONE : NOTHING_MADE, made.toString());
  }

  private static boolean write(
      CompletableFuture<FrameSampled> asked, long nanos, JsonGenerator json) throws IOException {
    try {
      FrameSampled made = asked.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
      json.writeStringField("path", made.path());
      json.writeNumberField("bytes", made.bytes());
      json.writeStringField("captured_at", made.capturedAt().toString());
      return true;
    } catch (ExecutionException e) {
      json.writeStringField("message", String.valueOf(asked.exceptionNow().getMessage()));
    } catch (TimeoutException e) {
      json.writeStringField(
          "message", "no frame came within %d s".formatted(NEXT_FRAME.toSeconds()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      json.writeStringField("message", "the device is being stopped");
    }
    return false;
  }

  private Answer clip(List<OpenCamera> cameras, boolean isOne) {
    Instant to = clock.instant();
    Instant from = to.minus(CLIP);
    boolean isRecorded = cameras.stream().anyMatch(camera -> camera.recording().isPresent());
    return answer(
        isRecorded ? DONE : NOTHING_MADE,
        out -> {
          for (OpenCamera camera : cameras) {
            out.writeObjectFieldStart(idOf(camera));
            if (camera.recording().isPresent()) {
              out.writeStringField("from", from.toString());
              out.writeStringField("to", to.toString());
              out.writeNumberField("segments", camera.recording().get().upload(from, to));
            } else {
              out.writeStringField("message", "it is not recorded; capture.recording says so");
            }
            out.writeEndObject();
          }
        });
  }
}
