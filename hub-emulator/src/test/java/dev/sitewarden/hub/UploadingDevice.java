package dev.sitewarden.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;

/** The three calls of a file upload, each as wrong as a test wants it. */
final class UploadingDevice {
  private final RunningHub hub;
  private final InstantSource clock;
  private final String id;
  private final HttpClient http;

  UploadingDevice(RunningHub hub, InstantSource clock, String id) throws Exception {
    this.hub = hub;
    this.clock = clock;
    this.id = id;
    this.http = HttpClient.newBuilder().sslContext(hub.trust()).build();
  }

  JsonObject begin(String blobName) throws Exception {
    HttpResponse<String> answer = ask(blobName);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new JsonObject(answer.body());
  }

  HttpResponse<String> end(String correlationId) throws Exception {
    JsonObject report =
        new JsonObject()
            .put("correlationId", correlationId)
            .put("isSuccess", true)
            .put("statusCode", 201)
            .put("statusDescription", "stored");
    return post("files/notifications", report);
  }

  /** Asks for a blob's address, whatever comes. */
  HttpResponse<String> ask(String blobName) throws Exception {
    return post("files", new JsonObject().put("blobName", blobName));
  }

  HttpResponse<String> get(String path) throws Exception {
    return http.send(HttpRequest.newBuilder(hubAddress(path)).build(), BodyHandlers.ofString());
  }

  /** Asks in the name of another device. */
  HttpResponse<String> askAs(String other, String blobName) throws Exception {
    return post("/devices/" + other + "/files", new JsonObject().put("blobName", blobName));
  }

  HttpResponse<String> post(String path, JsonObject body) throws Exception {
    return http.send(
        HttpRequest.newBuilder(
                hubAddress(path.startsWith("/") ? path : "/devices/%s/%s".formatted(id, path)))
            .header("Authorization", hub.token(id, clock.instant().plusSeconds(60)))
            .POST(BodyPublishers.ofString(body.encode()))
            .build(),
        BodyHandlers.ofString());
  }

  HttpResponse<String> put(URI address, String body) throws Exception {
    return http.send(
        HttpRequest.newBuilder(address)
            .header("x-ms-blob-type", "BlockBlob")
            .PUT(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  /** PUTs to the address that an upload was given. */
  HttpResponse<String> put(JsonObject upload, String body) throws Exception {
    return put(address(upload), body);
  }

  URI address(JsonObject upload) {
    return address(
        URLEncoder.encode(upload.getString("blobName"), StandardCharsets.UTF_8)
            + upload.getString("sasToken"));
  }

  URI address(String blobAndToken) {
    return hubAddress("/blobs/" + blobAndToken);
  }

  URI hubAddress(String path) {
    return URI.create("https://localhost:%d%s".formatted(hub.httpsPort(), path));
  }
}
