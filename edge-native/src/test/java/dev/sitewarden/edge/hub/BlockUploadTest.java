package dev.sitewarden.edge.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sitewarden.edge.LocalHub;
import dev.sitewarden.edge.identity.HubTls;
import dev.sitewarden.edge.outbox.Delivery;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Large files against the real hub emulator, over a connection that breaks. */
class BlockUploadTest {
  private static final int BLOCK_BYTES = 64 * 1024;
  private static final String NAME = "gate/recording.mp4";

  private final Path folder;

  BlockUploadTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void largeFileArrivesInBlocks() throws Exception {
    Path file = file(300_000, 1);
    try (LocalHub hub = new LocalHub(folder.resolve("hub"));
        FileUpload upload = upload(hub.config())) {
      assertThat(upload.store(file, NAME, "video/mp4")).isEqualTo(new Delivery.Sent());

      assertThat(hub.blob("pi-1/" + NAME)).hasSameBinaryContentAs(file);
      assertThat(upload.resumedBlocks()).isZero();
    }
  }

  @Test
  void whatArrivedBeforeTheConnectionBrokeIsNotSentAgain() throws Exception {
    Path file = file(640_000, 1);
    try (LocalHub hub = new LocalHub(folder.resolve("hub"));
        FileUpload restarted = upload(hub.config())) {
      breakOff(hub, file);

      assertThat(restarted.store(file, NAME, "video/mp4")).isEqualTo(new Delivery.Sent());

      assertThat(restarted.resumedBlocks()).isBetween(2L, 9L);
      assertThat(hub.blob("pi-1/" + NAME)).hasSameBinaryContentAs(file);
    }
  }

  @Test
  void fileThatChangedMeanwhileIsNotMixed() throws Exception {
    try (LocalHub hub = new LocalHub(folder.resolve("hub"));
        FileUpload upload = upload(hub.config())) {
      breakOff(hub, file(640_000, 1));
      Path other = file(640_000, 2);

      assertThat(upload.store(other, NAME, "video/mp4")).isEqualTo(new Delivery.Sent());

      assertThat(hub.blob("pi-1/" + NAME)).hasSameBinaryContentAs(other);
      assertThat(upload.resumedBlocks()).isZero();
    }
  }

  /** Sends the file over a line that breaks after 400,000 bytes. */
  private static void breakOff(LocalHub hub, Path file) throws Exception {
    HubConfig config = hub.config();
    try (BreakingLine line = new BreakingLine(config.httpsPort(), 400_000);
        HttpClient client =
            HttpClient.newBuilder()
                .sslContext(HubTls.trusting(config.identity(), config.authority()))
                .build()) {
      JsonObject place = place(client, config);
      URI address =
          URI.create(
              "https://localhost:%d/%s/%s"
                  .formatted(
                      line.port(), place.getString("containerName"), place.getString("blobName")));
      var access = new SharedAccess(place.getString("sasToken"));
      var put = new BlobPut(client, InstantSource.system(), BLOCK_BYTES);
      assertThatThrownBy(() -> put.put(file, address, access, "video/mp4"))
          .isInstanceOf(IOException.class);
    }
  }

  private static JsonObject place(HttpClient client, HubConfig config) throws Exception {
    URI files = URI.create("https://localhost:%d/devices/pi-1/files".formatted(config.httpsPort()));
    HttpRequest request =
        HttpRequest.newBuilder(files)
            .header("Authorization", config.identity().token(Instant.now()).orElseThrow())
            .POST(BodyPublishers.ofString(new JsonObject().put("blobName", NAME).encode()))
            .build();
    return new JsonObject(client.send(request, BodyHandlers.ofString()).body());
  }

  private static FileUpload upload(HubConfig config) {
    return new FileUpload(
        config,
        new HubTls(config.identity(), config.authority()),
        InstantSource.system(),
        BLOCK_BYTES);
  }

  private Path file(int bytes, int seed) throws IOException {
    byte[] content = new byte[bytes];
    new Random(seed).nextBytes(content);
    return Files.write(folder.resolve("recording.mp4"), content);
  }
}
