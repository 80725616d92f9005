package dev.sitewarden.cloud.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import dev.sitewarden.cloud.media.Blob;
import dev.sitewarden.cloud.media.BlobStore;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Links into a real blob storage: good for one blob, for reading, for some minutes. */
final class AzureBlobsTest {
  private static final String PATH = "pi-1/gate/2026/11/20/incident/snapshot.jpg";

  @TempDir static Path folder = Path.of("");

  private static Azurite azurite;

  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeAll
  static void storeOneBlob() throws IOException {
    azurite = Azurite.start(folder);
    BlobContainerClient container =
        new BlobServiceClientBuilder()
            .connectionString(azurite.connectionString())
            .retryOptions(Azurite.patience())
            .buildClient()
            .createBlobContainer("media");
    container.getBlobClient(PATH).upload(BinaryData.fromString("picture"));
  }

  @AfterAll
  static void stop() {
    azurite.close();
  }

  @Test
  void aLinkShowsTheBlobAndPartsOfIt() throws Exception {
    URI link = link(store(InstantSource.system()), PATH);

    HttpResponse<String> whole = get(link);
    HttpResponse<String> part = get(link, "Range", "bytes=1-3");

    assertThat(whole.statusCode()).isEqualTo(200);
    assertThat(whole.body()).isEqualTo("picture");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo("ict");
  }

  @Test
  void withoutItsSignatureOrForAnotherBlobALinkIsNothing() throws Exception {
    URI link = link(store(InstantSource.system()), PATH);
    String bare = link.toString().substring(0, link.toString().indexOf('?'));
    String other = link.toString().replace("snapshot.jpg", "clip.mp4");

    assertThat(get(URI.create(bare)).statusCode()).isIn(403, 404, 409);
    assertThat(get(URI.create(other)).statusCode()).isEqualTo(403);
  }

  @Test
  void aLinkOnlyReads() throws Exception {
    URI link = link(store(InstantSource.system()), PATH);
    HttpRequest delete = HttpRequest.newBuilder(link).DELETE().build();

    assertThat(http.send(delete, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(403);
    assertThat(get(link).statusCode()).isEqualTo(200);
  }

  @Test
  void aLinkEnds() throws Exception {
    Instant anHourAgo = Instant.now().minus(Duration.ofHours(1));

    assertThat(get(link(store(InstantSource.fixed(anHourAgo)), PATH)).statusCode()).isEqualTo(403);
  }

  @Test
  void aBlobIsReadIfItIsThereAndNotTooLarge() {
    BlobStore store = store(InstantSource.system());

    assertThat(store.read(PATH, 7)).hasValue("picture".getBytes(StandardCharsets.UTF_8));
    assertThat(store.read(PATH, 6)).isEmpty();
    assertThat(store.read(PATH.replace("snapshot.jpg", "clip.mp4"), 7)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/etc/passwd", "../media", "pi-1/../x", "pi 1", "pi-1/a?b=c"})
  void nothingElseIsLinked(String path) {
    assertThat(store(InstantSource.system()).find(path)).isEmpty();
  }

  @Test
  void anchorsAreKeptInTheOrderInWhichTheyCame() {
    new BlobServiceClientBuilder()
        .connectionString(azurite.connectionString())
        .buildClient()
        .createBlobContainer("anchors");
    AnchorBlobs anchors = store(InstantSource.system()).anchors();

    assertThat(anchors.lines()).isEmpty();
    List<String> kept = IntStream.range(0, 12).mapToObj("anchor %d"::formatted).toList();
    Instant start = Instant.parse("2026-11-28T09:59:59.995Z");
    for (int i = 0; i < kept.size(); i++) {
      store(InstantSource.fixed(start.plusMillis(i))).anchors().add(kept.get(i));
    }

    assertThat(anchors.lines()).containsExactlyElementsOf(kept);
  }

  @Test
  void withoutSettingsThereIsNone() {
    assertThat(AzureBlobs.of(access(Optional.empty()), InstantSource.system())).isEmpty();
  }

  private static AzureBlobs store(InstantSource clock) {
    return AzureBlobs.of(access(Optional.of(azurite.connectionString())), clock).orElseThrow();
  }

  private static URI link(BlobStore store, String path) {
    return ((Blob.Linked) store.find(path).orElseThrow()).link();
  }

  private HttpResponse<String> get(URI link, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(link);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static AzureConfig.BlobAccess access(Optional<String> connection) {
    SmallRyeConfigBuilder settings =
        new SmallRyeConfigBuilder()
            .withMapping(AzureConfig.class)
            .withDefaultValue("cloud.azure.blobs.links-last", "PT10M"); // Quarkus alone knows 10m
    connection.ifPresent(
        text -> settings.withDefaultValue("cloud.azure.blobs.connection-string", text));
    return settings.build().getConfigMapping(AzureConfig.class).blobs();
  }
}
