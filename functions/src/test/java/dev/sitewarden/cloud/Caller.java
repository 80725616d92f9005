package dev.sitewarden.cloud;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.config.ConfigProvider;

/** Speaks HTTP with the application under test and follows no redirect. */
public class Caller {
  private final HttpClient http = HttpClient.newHttpClient();

  /** Headers come as name, value, name, value. */
  public Answer get(String path, String... headers) {
    return send("GET", path, BodyPublishers.noBody(), headers);
  }

  /** Posts JSON. */
  public Answer post(String path, String json, String... headers) {
    return send("POST", path, BodyPublishers.ofString(json), ofJson(headers));
  }

  /** Puts JSON where there is something already. */
  public Answer put(String path, String json, String... headers) {
    return send("PUT", path, BodyPublishers.ofString(json), ofJson(headers));
  }

  /** Puts JSON where there is nothing yet. */
  public Answer create(String path, String json) {
    return put(path, json, "If-None-Match", "*");
  }

  private static String[] ofJson(String... headers) {
    String[] all = new String[headers.length + 2];
    all[0] = "Content-Type";
    all[1] = "application/json";
    System.arraycopy(headers, 0, all, 2, headers.length);
    return all;
  }

  /** Sends whatever is wanted. */
  public Answer send(String method, String path, BodyPublisher body, String... headers) {
    try {
      return new Answer(
          http.send(request(method, path, body, headers), BodyHandlers.ofByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Asks and does not wait for the answer. */
  public CompletableFuture<Answer> getLater(String path) {
    return http.sendAsync(request("GET", path, BodyPublishers.noBody()), BodyHandlers.ofByteArray())
        .thenApply(Answer::new);
  }

  /** What every request carries. */
  protected HttpRequest.Builder dressed(HttpRequest.Builder request) {
    return request;
  }

  private HttpRequest request(String method, String path, BodyPublisher body, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(address(path)).method(method, body);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return dressed(request).build();
  }

  private static URI address(String path) {
    int port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
    return URI.create("http://127.0.0.1:%d%s".formatted(port, path));
  }
}
