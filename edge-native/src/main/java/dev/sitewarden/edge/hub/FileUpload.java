package dev.sitewarden.edge.hub;

import com.fasterxml.jackson.core.JsonFactory;
import dev.sitewarden.edge.http.WholeAnswer;
import dev.sitewarden.edge.identity.HubTls;
import dev.sitewarden.edge.identity.JsonTexts;
import dev.sitewarden.edge.outbox.Delivery;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;

/**
 * IoT Hub's file upload: ask for a place, PUT the file there, tell the hub that it is done. Where a
 * connection breaks, the place is used again: the hub counts open ones. Blocks its caller.
 */
final class FileUpload implements EvidenceStore {
  private static final String API = "api-version=2021-04-12";
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
  private static final Duration ANSWER_LIMIT = Duration.ofMinutes(2);
  private static final JsonFactory JSON = new JsonFactory();

  private final HubConfig config;
  private final InstantSource clock;
  private final HubTls tls;
  private final int blockBytes;
  private final AtomicLong resumed = new AtomicLong();
  private final Map<String, JsonTexts> open = new ConcurrentHashMap<>();

  private SSLContext shown;
  private HttpClient client;

  FileUpload(HubConfig config, HubTls tls, InstantSource clock) {
    this(config, tls, clock, BlobPut.BLOCK_BYTES);
  }

  FileUpload(HubConfig config, HubTls tls, InstantSource clock, int blockBytes) {
    this.config = config;
    this.clock = clock;
    this.tls = tls;
    this.blockBytes = blockBytes;
    this.shown = tls.current();
    this.client = client(shown);
  }

  private static HttpClient client(SSLContext tls) {
    return HttpClient.newBuilder()
        .sslContext(tls)
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(CONNECT_LIMIT)
        .build();
  }

  /** A client that shows the certificate which lies there now. */
  private synchronized HttpClient client() {
    SSLContext now = tls.current();
    if (now != shown) {
      client.shutdown(); // what is under way comes to its end
      shown = now;
      client = client(now);
    }
    return client;
  }

  @Override
  public Delivery store(Path file, String blobName, String contentType) {
    if (!Files.isRegularFile(file)) {
      return new Delivery.Poison("the file %s is gone".formatted(file));
    }
    try {
      return begin(file, blobName, contentType);
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      return new Delivery.Retry("uploading %s failed: %s".formatted(blobName, e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Delivery.Retry("uploading %s was interrupted".formatted(blobName));
    }
  }

  private Delivery begin(Path file, String blobName, String contentType)
      throws IOException, InterruptedException {
    JsonTexts place = open.remove(blobName);
    if (place != null) {
      return put(file, blobName, place, contentType);
    }
    WholeAnswer answer = post("files", Map.of("blobName", blobName));
    Delivery begun = UploadOutcome.of(answer.statusCode(), "asking for a place", answer.body());
    return begun instanceof Delivery.Sent
        ? put(file, blobName, JsonTexts.read(answer.body()), contentType)
        : begun;
  }

  private Delivery put(Path file, String blobName, JsonTexts place, String contentType)
      throws IOException, InterruptedException {
    URI address = address(place);
    var access = new SharedAccess(place.get("/sasToken"));
    var blobs = new BlobPut(client(), clock, blockBytes);
    WholeAnswer answer;
    try {
      answer = blobs.put(file, address, access, contentType);
    } catch (IOException e) {
      open.put(blobName, place);
      throw e;
    } finally {
      resumed.addAndGet(blobs.resumed());
    }
    Delivery stored = UploadOutcome.of(answer.statusCode(), "storing " + file, answer.body());
    boolean success = stored instanceof Delivery.Sent;
    WholeAnswer told =
        post(
            "files/notifications",
            Map.of(
                "correlationId",
                place.get("/correlationId"),
                "isSuccess",
                success,
                "statusCode",
                answer.statusCode(),
                "statusDescription",
                success ? "stored" : "failed"));
    return success
        ? UploadOutcome.of(told.statusCode(), "reporting the upload", told.body())
        : stored;
  }

  /** Blocks that had arrived before a connection broke and were not sent again. */
  long resumedBlocks() {
    return resumed.get();
  }

  private static URI address(JsonTexts place) throws IOException {
    return URI.create(
        "https://%s/%s/%s"
            .formatted(
                place.get("/hostName"),
                place.get("/containerName"),
                BlobPut.path(place.get("/blobName"))));
  }

  private WholeAnswer post(String what, Map<String, Object> fields)
      throws IOException, InterruptedException {
    URI address =
        URI.create(
            "https://%s:%d/devices/%s/%s?%s"
                .formatted(config.host(), config.httpsPort(), config.device(), what, API));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/json; charset=utf-8")
            .POST(json(fields));
    config
        .identity()
        .token(clock.instant())
        .ifPresent(token -> request.header("Authorization", token));
    return WholeAnswer.of(client(), request, ANSWER_LIMIT);
  }

  private static BodyPublisher json(Map<String, Object> fields) throws IOException {
    var text = new StringWriter();
    try (var json = JSON.createGenerator(text)) {
      json.writeStartObject();
      for (var field : fields.entrySet()) {
        json.writeFieldName(field.getKey());
        json.writeObject(field.getValue());
      }
      json.writeEndObject();
    }
    return BodyPublishers.ofString(text.toString());
  }

  @Override
  public synchronized void close() {
    client.shutdownNow();
    client.close();
  }
}
