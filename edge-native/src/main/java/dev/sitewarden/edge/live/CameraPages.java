package dev.sitewarden.edge.live;

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

  /** A stream of a camera that is silent ends, since nothing tells whether somebody still looks. */
  private static final Duration SILENCE_LIMIT = Duration.ofSeconds(5);

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

  /** Pictures until the camera is silent: MJPEG as browsers show it in an {@code img}. */
  Response stream(String name) throws Refusal {
    LiveView.Seat seat = seat(name);
    return Response.endless(
        "multipart/x-mixed-replace; boundary=" + BOUNDARY, out -> stream(seat, out), seat::close);
  }

  private static void stream(LiveView.Seat seat, OutputStream out) throws IOException {
    try {
      out.write(ascii("--" + BOUNDARY + "\r\n"));
      Optional<Jpeg> picture = seat.camera().awaitJpeg(0, SILENCE_LIMIT);
      while (picture.isPresent() && seat.isOpen()) {
        write(picture.get(), out);
        picture = seat.camera().awaitJpeg(picture.get().number(), SILENCE_LIMIT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the connection was broken: there is nobody to write to
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
    return Response.json(200, json -> ShownJson.write(name, shown, json));
  }

  private static long number(Request request, String name) throws Refusal {
    String text = request.parameter(name).orElse("0");
    if (!text.matches("\\d{1,18}")) {
      throw new Refusal(400, "parameter", "%s must be a number".formatted(name));
    }
    return Long.parseLong(text);
  }
}
