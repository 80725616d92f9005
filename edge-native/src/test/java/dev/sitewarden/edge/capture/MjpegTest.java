package dev.sitewarden.edge.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.domain.vision.Frame;
import dev.sitewarden.inference.frame.Epoch;
import dev.sitewarden.inference.frame.FrameSource;
import dev.sitewarden.inference.frame.InputSize;
import dev.sitewarden.inference.frame.InputSizes;
import dev.sitewarden.inference.frame.JpegWriter;
import dev.sitewarden.inference.frame.Login;
import dev.sitewarden.inference.frame.VideoOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A camera that sends one JPEG after another over HTTP, as cheap ones do. */
@Timeout(60)
class MjpegTest {
  private static final CameraId GATE = new CameraId("gate");
  private static final String MULTIPART = "multipart/x-mixed-replace; boundary=frame";

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch testIsOver = new CountDownLatch(1);
  private final Semaphore pictures = new Semaphore(1000);
  private final byte[] jpeg;
  private final HttpServer server;

  MjpegTest() throws IOException {
    Path root = Path.of(System.getProperty("sitewarden.root"));
    jpeg =
        Files.readAllBytes(
            root.resolve(
                "shared/inference/src/test/resources/dev/sitewarden/inference/frame/quadrants.jpg"));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void start() {
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stop() {
    testIsOver.countDown();
    pictures.release(1000);
    server.stop(0);
    threads.shutdownNow();
  }

  private CameraSource source(Optional<Login> login) {
    return new CameraSource(
        "http://127.0.0.1:%d/video".formatted(server.getAddress().getPort()),
        VideoOptions.defaults().withSilence(Duration.ofSeconds(1)).withLogin(login));
  }

  private FrameSource open() {
    return source(Optional.empty())
        .open(
            GATE,
            InputSizes.of(new InputSize(32, 32)),
            Epoch.at(Instant.EPOCH),
            new PacketRing(1 << 20));
  }

  /** A camera that lies about its content type shows its pictures all the same. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        MULTIPART,
        "multipart/x-mixed-replace;boundary=--frame",
        "text/html",
        "image/jpeg",
        "video/mp4"
      })
  void picturesComeUntilTheCameraEndsTheStream(String contentType) {
    server.createContext("/video", exchange -> show(exchange, contentType, 12));

    try (FrameSource camera = open()) {
      int frames = 0;
      for (var next = camera.next(); next.isPresent(); next = camera.next()) {
        assertThat(next.get().letterbox().sourceWidthPx()).isEqualTo(64);
        next.get().close();
        frames++;
      }

      assertThat(frames).isEqualTo(12);
    }
  }

  @Test
  void picturesWithoutTimesAreCapturedWhenTheyArrive() {
    pictures.drainPermits();
    pictures.release(6);
    server.createContext("/video", exchange -> show(exchange, MULTIPART, 100));

    try (FrameSource camera = open()) {
      List<Instant> times = new ArrayList<>();
      long start = System.nanoTime();
      for (int i = 0; i < 20; i++) {
        try (Frame frame = camera.next().orElseThrow()) {
          times.add(frame.capturedAt());
        }
        pictures.release();
      }

      Duration taken = Duration.ofNanos(System.nanoTime() - start);
      assertThat(times).isSorted().doesNotHaveDuplicates();
      assertThat(Duration.between(times.getFirst(), times.getLast())).isLessThanOrEqualTo(taken);
    }
  }

  @Test
  void aCameraThatStallsInAPictureIsGivenUp() {
    pictures.drainPermits();
    pictures.release(8);
    server.createContext("/video", exchange -> show(exchange, MULTIPART, 100));

    try (FrameSource camera = open()) {
      assertThatThrownBy(
              () -> {
                while (true) {
                  camera.next().orElseThrow().close();
                }
              })
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("/video sent nothing for 1.0 s");
    }
  }

  @Test
  void aPictureThatIsCutShortIsLeftOut() {
    server.createContext(
        "/video",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", MULTIPART);
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream out = exchange.getResponseBody()) {
            send(out, jpeg, 6);
            out.write(head(jpeg.length));
            out.write(jpeg, 0, jpeg.length / 4);
          }
        });

    try (FrameSource camera = open()) {
      int frames = 0;
      for (var next = camera.next(); next.isPresent(); next = camera.next()) {
        next.get().close();
        frames++;
      }

      assertThat(frames).isBetween(6, 7);
    }
  }

  /** What stands in the head of a picture is the camera's word, not the truth. */
  @ParameterizedTest
  @ValueSource(strings = {"10", "99999999", "-5", "99999999999999999999", "many", "0"})
  void lengthThatLiesCostsAtMostThePicturesThatItIsSaidOf(String length) {
    server.createContext(
        "/video",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", MULTIPART);
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream out = exchange.getResponseBody()) {
            send(out, jpeg, 8);
            out.write(
                "--frame\r\nContent-Type: image/jpeg\r\nContent-Length: %s\r\n\r\n"
                    .formatted(length)
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(jpeg);
            out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
            send(out, jpeg, 8);
          }
        });

    List<Integer> widths = new ArrayList<>();
    try (FrameSource camera = open()) {
      for (var next = camera.next(); next.isPresent(); next = camera.next()) {
        try (Frame frame = next.get()) {
          widths.add(frame.letterbox().sourceWidthPx());
        }
      }
    } catch (UncheckedIOException e) {
      assertThat(e).hasMessageContaining("/video");
    }
    assertThat(widths).hasSizeGreaterThanOrEqualTo(7).containsOnly(64);
  }

  @Test
  void pictureSizeThatChangesIsFollowed() {
    byte[] larger;
    try (var writer = new JpegWriter(160, 120)) {
      larger = writer.encode(ByteBuffer.allocateDirect(160 * 120 * 3 / 2));
    }
    server.createContext(
        "/video",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", MULTIPART);
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream out = exchange.getResponseBody()) {
            send(out, jpeg, 8);
            send(out, larger, 8);
            send(out, jpeg, 8);
          }
        });

    List<Integer> widths = new ArrayList<>();
    try (FrameSource camera = open()) {
      for (var next = camera.next(); next.isPresent(); next = camera.next()) {
        try (Frame frame = next.get()) {
          widths.add(frame.letterbox().sourceWidthPx());
        }
      }
    }
    assertThat(widths).hasSize(24).startsWith(64).contains(160).endsWith(64);
  }

  @Test
  void aLoginIsSentToACameraThatAsksForIt() {
    String expected =
        "Basic " + Base64.getEncoder().encodeToString("me:p@ss w".getBytes(StandardCharsets.UTF_8));
    server.createContext(
        "/video",
        exchange -> {
          if (expected.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            show(exchange, MULTIPART, 12);
          } else {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"camera\"");
            exchange.sendResponseHeaders(401, -1);
            exchange.close();
          }
        });
    CameraSource known = source(Optional.of(Login.of("me:p@ss w")));

    try (FrameSource camera =
        known.open(
            GATE,
            InputSizes.of(new InputSize(32, 32)),
            Epoch.at(Instant.EPOCH),
            new PacketRing(1 << 20))) {
      assertThat(camera.next()).isPresent().get().satisfies(Frame::close);
    }
    assertThatThrownBy(this::open)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("cannot open video http://127.0.0.1")
        .hasMessageContaining("401");
  }

  @Test
  void aPageIsNoVideoAndARecordingIsNoCamera() throws IOException {
    byte[] clip =
        Files.readAllBytes(
            Path.of(System.getProperty("sitewarden.root"), "demo/worksite/worksite.mp4"));
    server.createContext(
        "/video",
        exchange -> answer(exchange, "<html>log in</html>".getBytes(StandardCharsets.UTF_8)));

    assertThatThrownBy(this::open)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("cannot open video http://127.0.0.1");
    server.removeContext("/video");
    server.createContext("/video", exchange -> answer(exchange, clip));
    assertThatThrownBy(this::open)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("/video is a recording with an end, not a camera");
  }

  private static void answer(HttpExchange exchange, byte[] body) throws IOException {
    exchange.sendResponseHeaders(200, body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  private void show(HttpExchange exchange, String contentType, int count) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", contentType);
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      send(out, jpeg, count);
    }
  }

  /** Sends pictures as long as the test allows some. */
  private void send(OutputStream out, byte[] picture, int count) throws IOException {
    for (int i = 0; i < count && testIsOver.getCount() > 0; i++) {
      pictures.acquireUninterruptibly();
      out.write(head(picture.length));
      out.write(picture);
      out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
      out.flush();
    }
  }

  private static byte[] head(int length) {
    return "--frame\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n"
        .formatted(length)
        .getBytes(StandardCharsets.US_ASCII);
  }
}
