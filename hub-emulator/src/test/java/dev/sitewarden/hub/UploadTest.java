package dev.sitewarden.hub;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a device may upload, where it lands, and what is refused. */
final class UploadTest extends HubTest {
  private UploadingDevice device;

  @BeforeEach
  void trustTheHub() throws Exception {
    device = new UploadingDevice(hub, clock, "pi-1");
  }

  @Test
  void blobIsReplacedAsAWhole() throws Exception {
    JsonObject upload = device.begin("gate/clip.mp4");

    int first = device.put(upload, "a longer first version").statusCode();
    int second = device.put(upload, "second").statusCode();
    int end = device.end(upload.getString("correlationId")).statusCode();

    assertThat(first).isEqualTo(201);
    assertThat(second).isEqualTo(201);
    assertThat(end).isEqualTo(204);
    assertThat(data.resolve("blobs/pi-1/gate/clip.mp4")).hasContent("second");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "../pi-2/x.jpg",
        "gate/../../pi-2/x.jpg",
        "gate/./x.jpg",
        "gate//x.jpg",
        "/etc/passwd",
        "gate/",
        "gate\\..\\x.jpg",
        "gate/\u0000.jpg",
      })
  void blobNameIsRefused(String blobName) throws Exception {
    HttpResponse<String> answer = device.ask(blobName);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("ErrorCode:ArgumentInvalid;a blob name must");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pi-1/../pi-2/x.jpg",
        "pi-1%2F..%2Fpi-2%2Fx.jpg",
        "pi-1/%2e%2e/pi-2/x.jpg",
        "..%2F..%2Fx.jpg",
        "pi-1",
      })
  void traversalIsRefusedOnThePutToo(String path) throws Exception {
    String token = device.begin("x.jpg").getString("sasToken");

    HttpResponse<String> answer = device.put(device.address(path + token), "evil");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(data.resolve("blobs/pi-2")).doesNotExist();
    assertThat(data.resolve("blobs/pi-1")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"pi-1/other.jpg", "pi-2/x.jpg", "pi-1/x.jpg/deeper"})
  void tokenIsGoodForOneBlobOnly(String path) throws Exception {
    String token = device.begin("x.jpg").getString("sasToken");

    assertThat(device.put(device.address(path + token), "bytes").statusCode()).isEqualTo(403);
  }

  @Test
  void tokenExpires() throws Exception {
    JsonObject upload = device.begin("x.jpg");
    clock.advance(Duration.ofHours(1));

    HttpResponse<String> answer = device.put(upload, "late");

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("expired");
  }

  @Test
  void tokenWithAnotherExpiryIsRefused() throws Exception {
    JsonObject upload = device.begin("x.jpg");
    upload.put("sasToken", upload.getString("sasToken").replaceFirst("&se=", "&se=9"));

    assertThat(device.put(upload, "for ever").statusCode()).isEqualTo(403);
  }

  @Test
  void putWithoutTokenIsRefused() throws Exception {
    assertThat(device.put(device.address("pi-1/x.jpg"), "bytes").statusCode()).isEqualTo(403);
  }

  @Test
  void anotherDevicesTokenDoesNotBeginAnUpload() throws Exception {
    HttpResponse<String> answer = device.askAs("pi-2", "x.jpg");

    assertThat(answer.statusCode()).isEqualTo(401);
  }

  @Test
  void blobAboveTheLimitIsRefused() throws Exception {
    JsonObject upload = device.begin("x.jpg");

    int largest = device.put(upload, "x".repeat(RunningHub.MAX_BLOB_BYTES)).statusCode();
    HttpResponse<String> answer = device.put(upload, "x".repeat(RunningHub.MAX_BLOB_BYTES + 1));

    assertThat(largest).isEqualTo(201);
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).contains("at most 100000 are allowed");
  }

  @Test
  void eleventhUploadWaitsUntilOneIsReported() throws Exception {
    String correlationId = device.begin("0.jpg").getString("correlationId");
    for (int i = 1; i < 10; i++) {
      device.begin(i + ".jpg");
    }

    HttpResponse<String> refused = device.ask("10.jpg");
    int other = new UploadingDevice(hub, clock, "pi-2").ask("10.jpg").statusCode();
    int ended = device.end(correlationId).statusCode();

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("DeviceMaximumActiveFileUploadLimitExceeded");
    assertThat(other).isEqualTo(200);
    assertThat(ended).isEqualTo(204);
    assertThat(device.ask("10.jpg").statusCode()).isEqualTo(200);
  }

  @Test
  void uploadsThatAreNeverReportedEndWithTheirTokens() throws Exception {
    for (int i = 0; i < 10; i++) {
      device.begin(i + ".jpg");
    }
    clock.advance(Duration.ofHours(1));

    assertThat(device.begin("10.jpg").getString("sasToken")).isNotEmpty();
  }

  @Test
  void unknownUploadCannotBeReported() throws Exception {
    assertThat(device.end("nonsense").statusCode()).isEqualTo(404);
  }

  @Test
  void blobCannotLieInsideAnother() throws Exception {
    device.put(device.begin("a"), "file");
    device.put(device.begin("b/c"), "file");

    assertThat(device.put(device.begin("a/b"), "inside").statusCode()).isEqualTo(409);
    assertThat(device.put(device.begin("b"), "in place").statusCode()).isEqualTo(409);
    assertThat(data.resolve("blobs/.incoming")).isEmptyDirectory();
  }

  @Test
  void nothingCanBeRead() throws Exception {
    JsonObject upload = device.begin("x.jpg");
    device.put(upload, "bytes");

    HttpResponse<String> bare = device.get("/blobs/pi-1/x.jpg");
    HttpResponse<String> withToken = device.get("/blobs/pi-1/x.jpg" + upload.getString("sasToken"));

    assertThat(bare.statusCode()).isEqualTo(403);
    assertThat(bare.body()).doesNotContain("bytes");
    assertThat(withToken.statusCode()).isEqualTo(403);
    assertThat(withToken.body()).contains("blobs are not read here");
  }

  @Test
  void brokenUploadLeavesNothing() throws Exception {
    JsonObject upload = device.begin("x.jpg");
    Path incoming = data.resolve("blobs/.incoming");
    try (WatchService watch = incoming.getFileSystem().newWatchService()) {
      incoming.register(watch, StandardWatchEventKinds.ENTRY_DELETE);

      sendHalf(device.address(upload), this::awaitIncoming);

      assertThat(watch.poll(20, TimeUnit.SECONDS)).isNotNull();
    }
    assertThat(incoming).isEmptyDirectory();
    assertThat(data.resolve("blobs/pi-1")).doesNotExist();
  }

  /** The hub may see the end before it has opened its file, or after. */
  @Test
  void uploadsThatBreakAtOnceLeaveNothing() throws Exception {
    JsonObject upload = device.begin("x.jpg");
    Path incoming = data.resolve("blobs/.incoming");
    try (WatchService watch = incoming.getFileSystem().newWatchService()) {
      incoming.register(watch, StandardWatchEventKinds.ENTRY_DELETE);
      for (int i = 0; i < 20; i++) {
        sendHalf(device.address(upload), () -> {});
      }
      int whole = device.put(upload, "whole").statusCode();

      assertThat(whole).as("an upload behind them").isEqualTo(201);
      while (!isEmpty(incoming)) {
        WatchKey key = watch.poll(30, TimeUnit.SECONDS);
        assertThat(key).as("something is removed").isNotNull();
        key.reset();
      }
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }

  @Test
  void diskThatTakesNothingIsOneSentence() throws Exception {
    JsonObject upload = device.begin("x.jpg");
    Files.delete(data.resolve("blobs/.incoming"));

    HttpResponse<String> answer = device.put(upload, "bytes");

    assertThat(answer.statusCode()).isEqualTo(507);
    assertThat(answer.body()).contains("could not be stored", "send it again");
  }

  @Test
  void leftoversOfAKilledHubAreRemovedAtItsStart() throws Exception {
    Path leftover = Files.writeString(data.resolve("blobs/.incoming/old.part"), "half");

    hub.close();
    hub = new RunningHub(data, cloud, clock);

    assertThat(leftover).doesNotExist();
  }

  private interface Moment {
    void await() throws Exception;
  }

  /** Sends a part and closes the connection at that moment. */
  private void sendHalf(URI address, Moment end) throws Exception {
    try (SSLSocket socket =
        (SSLSocket) hub.trust().getSocketFactory().createSocket("localhost", hub.httpsPort())) {
      String head =
          "PUT %s?%s HTTP/1.1\r\nHost: localhost\r\nx-ms-blob-type: BlockBlob\r\nContent-Length: 1000\r\n\r\nhalf of it"
              .formatted(address.getRawPath(), address.getRawQuery());
      socket.getOutputStream().write(head.getBytes(US_ASCII));
      socket.getOutputStream().flush();
      end.await(); // the answer never comes
    }
  }

  private void awaitIncoming() throws Exception {
    Path incoming = data.resolve("blobs/.incoming");
    try (WatchService watch = incoming.getFileSystem().newWatchService()) {
      incoming.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
      try (var parts = Files.list(incoming)) {
        if (parts.findAny().isPresent()) {
          return;
        }
      }
      assertThat(watch.poll(20, TimeUnit.SECONDS)).isNotNull();
    }
  }
}
