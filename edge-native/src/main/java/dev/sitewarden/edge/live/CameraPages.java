package dev.sitewarden.edge.live;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sitewarden.domain.geometry.BoundingBox;
import dev.sitewarden.domain.vision.Track;
import dev.sitewarden.domain.vision.Zone;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Pictures and state of cameras. Runs on the connections' threads. */
final class CameraPages {
  private static final String BOUNDARY = "sitewarden";
  private static final Duration SNAPSHOT_LIMIT = Duration.ofSeconds(5);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(25);

  /** A stream looks this often whether it is still wanted. */
  private static final Duration SLICE = Duration.ofSeconds(1);

  private final LiveView view;

  CameraPages(LiveView view) {
    this.view = view;
  }

  Response list() {
    return Response.json(
        200,
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("cameras");
          for (String camera : view.cameras()) {
            json.writeString(camera);
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  /** The next picture as a file. */
  Response snapshot(String name) throws Refusal, InterruptedException {
    try (LiveView.Seat seat = seat(name)) {
      Optional<Jpeg> picture = seat.camera().awaitJpeg(0, SNAPSHOT_LIMIT);
      return picture.orElseThrow(() -> noPicture(name)).response();
    }
  }

  /** Pictures without end, newest first: MJPEG as browsers show it in an {@code img}. */
  Response stream(String name) throws Refusal {
    LiveView.Seat seat = seat(name);
    return Response.endless(
        "multipart/x-mixed-replace; boundary=" + BOUNDARY, out -> stream(seat, out), seat::close);
  }

  private static void stream(LiveView.Seat seat, OutputStream out) throws IOException {
    try {
      out.write(ascii("--" + BOUNDARY + "\r\n"));
      long last = 0;
      while (seat.isOpen()) {
        Optional<Jpeg> picture = seat.camera().awaitJpeg(last, SLICE);
        if (picture.isPresent()) {
          last = picture.get().number();
          write(picture.get(), out);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The boundary follows at once: a browser shows a picture when it knows that it is complete. */
  private static void write(Jpeg picture, OutputStream out) throws IOException {
    out.write(
        ascii(
            "Content-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n".formatted(picture.length())));
    picture.writeTo(out);
    out.write(ascii("\r\n--" + BOUNDARY + "\r\n"));
    out.flush();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private LiveView.Seat seat(String name) throws Refusal {
    return view.seat(camera(name))
        .orElseThrow(
            () ->
                new Refusal(
                    503, "too-many-viewers", "all seats are taken; close another live page"));
  }

  private CameraView camera(String name) throws Refusal {
    return view.camera(name)
        .orElseThrow(
            () ->
                new Refusal(
                    404, "camera", "no camera '%s', there are %s".formatted(name, view.cameras())));
  }

  private static Refusal noPicture(String name) {
    return new Refusal(
        503, "no-picture", "camera %s gives no pictures; edge doctor says why".formatted(name));
  }

  /**
   * What is seen now, by long poll: {@code after} is the number of the frame that the page has,
   * {@code wait} for how many seconds it would wait for another.
   */
  Response state(String name, Request request) throws Refusal, InterruptedException {
    CameraView camera = camera(name);
    long after = number(request, "after");
    long wait = Math.min(number(request, "wait"), LONGEST_WAIT.toSeconds());
    Optional<Shown> shown =
        wait > 0 ? camera.awaitNews(after, Duration.ofSeconds(wait)) : camera.latest();
    return Response.json(
        200,
        json -> {
          json.writeStartObject();
          json.writeStringField("camera", name);
          if (shown.isPresent()) {
            write(shown.get(), json);
          }
          json.writeEndObject();
        });
  }

  private static long number(Request request, String name) throws Refusal {
    String text = request.parameter(name).orElse("0");
    if (!text.matches("\\d{1,18}")) {
      throw new Refusal(400, "parameter", "%s must be a number".formatted(name));
    }
    return Long.parseLong(text);
  }

  private static void write(Shown shown, JsonGenerator json) throws IOException {
    json.writeNumberField("number", shown.number());
    json.writeStringField("captured_at", shown.capturedAt().toString());
    json.writeNumberField("age_ms", (System.nanoTime() - shown.shownNanos()) / 1_000_000);
    json.writeNumberField("width", shown.widthPx());
    json.writeNumberField("height", shown.heightPx());
    json.writeArrayFieldStart("tracks");
    for (Track track : shown.tracks()) {
      write(track, json);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("zones");
    for (Zone zone : shown.zones()) {
      json.writeStartObject();
      json.writeStringField("id", zone.id().value());
      json.writeStringField("name", zone.name());
      json.writeNumberField("inside", shown.inside(zone));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("counts");
    for (Count count : shown.counts()) {
      json.writeStartObject();
      json.writeStringField("zone", count.zone().value());
      json.writeStringField("rule", count.rule().value());
      json.writeStringField("name", count.name());
      json.writeNumberField("value", count.value());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void write(Track track, JsonGenerator json) throws IOException {
    BoundingBox box = track.detection().box();
    json.writeStartObject();
    json.writeNumberField("id", track.id().value());
    json.writeStringField("label", track.detection().label().value());
    json.writeNumberField("score", track.detection().score());
    json.writeArrayFieldStart("box");
    for (double side : new double[] {box.left(), box.top(), box.right(), box.bottom()}) {
      json.writeNumber(side);
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
