package dev.sitewarden.cloud.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** A server on this machine that takes what Application Insights takes. */
final class Insights implements AutoCloseable {
  static final String KEY = "00000000-1111-2222-3333-444444444444";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<String> paths = new ArrayList<>();
  private final List<JsonNode> items = new ArrayList<>();
  private final HttpServer server;

  Insights() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::take);
    server.start();
  }

  /** How an exporter finds it. */
  String connectionString() {
    return "InstrumentationKey=%s;IngestionEndpoint=http://127.0.0.1:%d/"
        .formatted(KEY, server.getAddress().getPort());
  }

  /** The paths that were posted to. */
  synchronized List<String> paths() {
    return List.copyOf(paths);
  }

  /** What came under that name, if it has. */
  synchronized Optional<JsonNode> item(String name) {
    return items.stream()
        .filter(item -> item.path("data").path("baseData").path("name").asText().equals(name))
        .findFirst();
  }

  private synchronized void take(HttpExchange call) throws IOException {
    byte[] body = call.getRequestBody().readAllBytes();
    paths.add(call.getRequestURI().getPath());
    boolean isPacked = "gzip".equals(call.getRequestHeaders().getFirst("Content-Encoding"));
    InputStream plain = new ByteArrayInputStream(body);
    try (InputStream lines = isPacked ? new GZIPInputStream(plain) : plain) {
      for (String line :
          new String(lines.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        items.add(JSON.readTree(line));
      }
    }
    byte[] said =
        "{\"itemsReceived\":1,\"itemsAccepted\":1,\"errors\":[]}".getBytes(StandardCharsets.UTF_8);
    call.getResponseHeaders().set("Content-Type", "application/json");
    call.sendResponseHeaders(200, said.length);
    call.getResponseBody().write(said);
    call.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
