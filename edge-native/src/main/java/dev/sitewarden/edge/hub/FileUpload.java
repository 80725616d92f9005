package dev.sitewarden.edge.hub;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sitewarden.edge.outbox.Delivery;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;

/**
 * IoT Hub's file upload: ask for a place, PUT the file there, tell the hub that it is done. Where a
 * connection breaks, the place is used again: the hub counts open ones. Blocks its caller.
 */
final class FileUpload implements AutoCloseable {
  private static final String API = "api-version=2021-04-12";
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
  private static final Duration ANSWER_LIMIT = Duration.ofMinutes(2);
  private static final JsonFactory JSON = new JsonFactory();

  private final HubConfig config;
  private final InstantSource clock;
  private final HttpClient client;
  private final BlobPut blobs;
  private final Map<String, Map<String, String>> open = new ConcurrentHashMap<>();

  FileUpload(HubConfig config, SSLContext tls, InstantSource clock) {
    this(config, tls, clock, BlobPut.BLOCK_BYTES);
  }

  FileUpload(HubConfig config, SSLContext tls, InstantSource clock, int blockBytes) {
    this.config = config;
    this.clock = clock;
    this.client =
        HttpClient.newBuilder()
            .sslContext(tls)
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_LIMIT)
            .build();
    this.blobs = new BlobPut(client, blockBytes);
  }

  /**
   * Stores a file.
   *
   * @param blobName path below the device's own folder
   */
  Delivery store(Path file, String blobName, String contentType) {
    if (!Files.isRegularFile(file)) {
      return new Delivery.Poison("the file %s is gone".formatted(file));
    }
    try {
      return begin(file, blobName, contentType);
    } catch (IOException | IllegalArgumentException e) {
      return new Delivery.Retry("uploading %s failed: %s".formatted(blobName, e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Delivery.Retry("uploading %s was interrupted".formatted(blobName));
    }
  }

  private Delivery begin(Path file, String blobName, String contentType)
      throws IOException, InterruptedException {
    Map<String, String> place = open.remove(blobName);
    if (place != null) {
      return put(file, blobName, place, contentType);
    }
    HttpResponse<String> answer = post("files", Map.of("blobName", blobName));
    Delivery begun = UploadOutcome.of(answer.statusCode(), "asking for a place", answer.body());
    return begun instanceof Delivery.Sent
        ? put(file, blobName, fields(answer.body()), contentType)
        : begun;
  }

  private Delivery put(Path file, String blobName, Map<String, String> place, String contentType)
      throws IOException, InterruptedException {
    HttpResponse<String> answer;
    try {
      answer = blobs.put(file, address(place), contentType);
    } catch (IOException e) {
      open.put(blobName, place);
      throw e;
    }
    Delivery stored = UploadOutcome.of(answer.statusCode(), "storing " + file, answer.body());
    boolean success = stored instanceof Delivery.Sent;
    HttpResponse<String> told =
        post(
            "files/notifications",
            Map.of(
                "correlationId",
                field(place, "correlationId"),
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
    return blobs.resumed();
  }

  private static URI address(Map<String, String> place) {
    String path =
        Arrays.stream(field(place, "blobName").split("/", -1))
            .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
            .collect(Collectors.joining("/"));
    return URI.create(
        "https://%s/%s/%s%s"
            .formatted(
                field(place, "hostName"),
                field(place, "containerName"),
                path,
                field(place, "sasToken")));
  }

  private HttpResponse<String> post(String what, Map<String, Object> fields)
      throws IOException, InterruptedException {
    URI address =
        URI.create(
            "https://%s:%d/devices/%s/%s?%s"
                .formatted(
                    config.host(), config.httpsPort(), config.connection().device(), what, API));
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(ANSWER_LIMIT)
            .header("Authorization", AccessToken.of(config.connection(), clock.instant()))
            .header("Content-Type", "application/json; charset=utf-8")
            .POST(json(fields))
            .build();
    return client.send(request, BodyHandlers.ofString());
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

  /** The texts of a flat JSON object. */
  private static Map<String, String> fields(String answer) throws IOException {
    Map<String, String> fields = new HashMap<>();
    try (JsonParser json = JSON.createParser(answer)) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token == JsonToken.VALUE_STRING) {
          fields.put(json.currentName(), json.getText());
        }
      }
    }
    return fields;
  }

  private static String field(Map<String, String> fields, String name) {
    String value = fields.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the hub's answer lacks '%s'".formatted(name));
    }
    return value;
  }

  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }
}
