package dev.sitewarden.edge.live;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What browsers get from a camera that plays a real clip. */
class LiveServerTest {
  private static final LiveConfig CONFIG =
      new LiveConfig("127.0.0.1", 0, Optional.empty(), 2, 50, Duration.ofMillis(300));

  private final HttpClient browser = HttpClient.newHttpClient();
  private LiveView view;
  private PlayedCamera camera;
  private LiveServer server;

  @BeforeEach
  void open() {
    view = new LiveView(CONFIG);
    view.watch(Map.of(PlayedCamera.GATE, List.of()));
    camera = new PlayedCamera(view);
    server = open(CONFIG);
  }

  @AfterEach
  void close() throws InterruptedException {
    browser.close();
    camera.stop();
    server.close();
    view.close();
  }

  @Test
  void snapshotIsThePictureThatTheCameraSees() throws Exception {
    HttpResponse<byte[]> answer = get("/cameras/gate/snapshot.jpg");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("image/jpeg");
    assertThat(JpegSize.of(answer.body())).isEqualTo(new JpegSize(768, 432));
  }

  @Test
  void streamShowsOnePictureAfterAnother() throws Exception {
    var request = HttpRequest.newBuilder(at("/cameras/gate/stream")).build();
    HttpResponse<InputStream> answer = browser.send(request, BodyHandlers.ofInputStream());

    try (InputStream stream = answer.body()) {
      assertThat(answer.headers().firstValue("Content-Type"))
          .hasValue("multipart/x-mixed-replace; boundary=sitewarden");
      var parts = new MjpegParts(stream);
      byte[] first = parts.next();
      byte[] second = parts.next();
      assertThat(JpegSize.of(first)).isEqualTo(new JpegSize(768, 432));
      assertThat(second).isNotEqualTo(first);
      assertThat(view.viewers()).isEqualTo(1);
    }

    eventually(() -> view.viewers() == 0);
  }

  @Test
  void stateSaysWhatIsSeenAndWaitsForNews() throws Exception {
    eventually(() -> camera.shown() > 0);
    String first = text("/cameras/gate/state");
    long number = numberIn(first);

    String next = text("/cameras/gate/state?wait=20&after=" + number);

    assertThat(first)
        .contains("\"width\":768,\"height\":432")
        .contains("{\"id\":7,\"label\":\"head\",\"score\":0.91,\"box\":[0.45,0.4,0.5,0.5]}")
        .contains("{\"id\":\"hazard\",\"name\":\"Hazard zone\",\"inside\":1}")
        .contains("{\"zone\":\"hazard\",\"rule\":\"line\",\"name\":\"in\",\"value\":3}");
    assertThat(numberIn(next)).isGreaterThan(number);
  }

  @Test
  void viewerWhoTakesNothingIsGivenUpAndHoldsNobody() throws Exception {
    try (Socket lazy = ask("GET /cameras/gate/stream HTTP/1.1\r\nHost: localhost\r\n\r\n")) {
      assertThat(lazy.getInputStream().read()).isEqualTo('H');
      long before = camera.shown();

      eventually(() -> view.viewers() == 0);

      long after = camera.shown();
      eventually(() -> camera.shown() > after);
      assertThat(after).isGreaterThan(before);
    }
  }

  @Test
  void seatsAreCounted() throws Exception {
    try (Socket first = ask("GET /cameras/gate/stream HTTP/1.1\r\nHost: localhost\r\n\r\n");
        Socket second = ask("GET /cameras/gate/stream HTTP/1.1\r\nHost: localhost\r\n\r\n")) {
      assertThat(first.getInputStream().read()).isEqualTo('H');
      assertThat(second.getInputStream().read()).isEqualTo('H');

      HttpResponse<byte[]> third = get("/cameras/gate/stream");

      assertThat(third.statusCode()).isEqualTo(503);
      assertThat(new String(third.body(), US_ASCII)).contains("too-many-viewers");
    }
  }

  @Test
  void nothingIsEncodedWhileNobodyWatches() throws Exception {
    get("/cameras/gate/snapshot.jpg");
    CameraView gate = view.camera("gate").orElseThrow();
    eventually(() -> view.viewers() == 0 && gate.encoded() > 0);
    long shown = camera.shown();
    eventually(() -> camera.shown() > shown + 10); // the picture that was under way is through
    long encoded = gate.encoded();

    eventually(() -> camera.shown() > shown + 60);

    assertThat(gate.encoded()).isEqualTo(encoded);
  }

  @Test
  void cameraThatNobodyNamedIsNotThere() throws Exception {
    HttpResponse<byte[]> answer = get("/cameras/yard/snapshot.jpg");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(new String(answer.body(), US_ASCII)).contains("no camera 'yard', there are [gate]");
  }

  @Test
  void portThatIsTakenIsSaidInOneSentence() {
    LiveConfig taken = CONFIG.withPort(server.address().getPort());

    assertThatThrownBy(() -> open(taken))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("cannot open the live view at /127.0.0.1:" + taken.port())
        .hasMessageContaining("name another --live-port");
  }

  @Test
  void otherAddressThanLoopbackNeedsAToken(@TempDir Path folder) {
    assertThatThrownBy(
            () -> new LiveConfig("0.0.0.0", 0, Optional.empty(), 2, 10, Duration.ofSeconds(1)))
        .hasMessage(
            "--live-bind is 0.0.0.0, which others can reach: name a --live-token-file, or bind 127.0.0.1");
    LiveConfig lost = CONFIG.withToken(folder.resolve("none")).withBind("0.0.0.0");
    assertThatThrownBy(() -> open(lost)).hasMessageContaining("openssl rand");
  }

  private LiveServer open(LiveConfig config) {
    return LiveServer.open(
        config, view, ZoneStore.readOnly("drawn elsewhere"), LiveScene.HEALTHY, List::of);
  }

  private URI at(String path) {
    return server.address().resolve(path);
  }

  private HttpResponse<byte[]> get(String path) throws Exception {
    return browser.send(HttpRequest.newBuilder(at(path)).build(), BodyHandlers.ofByteArray());
  }

  private String text(String path) throws Exception {
    return new String(get(path).body(), US_ASCII);
  }

  private static long numberIn(String state) {
    return Long.parseLong(state.replaceAll(".*\"number\":(\\d+).*", "$1"));
  }

  private Socket ask(String request) throws IOException {
    var socket = new Socket(server.address().getHost(), server.address().getPort());
    socket.getOutputStream().write(request.getBytes(US_ASCII));
    return socket;
  }

  private static void eventually(BooleanSupplier condition) {
    long limit = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(limit);
      Thread.onSpinWait();
    }
  }
}
