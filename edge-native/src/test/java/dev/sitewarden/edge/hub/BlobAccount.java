package dev.sitewarden.edge.hub;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * As much of the Blob Storage on IoT Edge module as evidence needs, over HTTP: it judges Shared Key
 * signatures by what arrives (Microsoft: "Authorize with Shared Key"), and knows containers, Put
 * Blob, Put Block, Get Block List and Put Block List.
 */
final class BlobAccount implements AutoCloseable {
  static final String NAME = "cellar";
  static final String KEY = "c2VjcmV0LWtleS0wMQ==";

  private static final Pattern LATEST = Pattern.compile("<Latest>([^<]+)</Latest>");
  private static final List<String> STANDARD =
      List.of(
          "Content-Encoding",
          "Content-Language",
          "Content-Length",
          "Content-MD5",
          "Content-Type",
          "Date",
          "If-Modified-Since",
          "If-Match",
          "If-None-Match",
          "If-Unmodified-Since",
          "Range");

  private final HttpServer server;
  private final Set<String> containers = ConcurrentHashMap.newKeySet();
  private final Map<String, byte[]> blobs = new ConcurrentHashMap<>();
  private final Map<String, Map<String, byte[]>> blocks = new ConcurrentHashMap<>();

  BlobAccount() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  String endpoint() {
    return "http://127.0.0.1:%d/%s".formatted(server.getAddress().getPort(), NAME);
  }

  /** Content by {@code container/blob}. */
  Map<String, byte[]> blobs() {
    return blobs;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      Answer answer = isSigned(exchange) ? store(exchange, body) : new Answer(403, "");
      byte[] text = answer.text().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status(), text.length == 0 ? -1 : text.length);
      if (text.length > 0) {
        exchange.getResponseBody().write(text);
      }
    }
  }

  private record Answer(int status, String text) {}

  private Answer store(HttpExchange exchange, byte[] body) {
    Map<String, String> query = query(exchange.getRequestURI());
    String path = exchange.getRequestURI().getPath().substring(NAME.length() + 2);
    if ("container".equals(query.get("restype"))) {
      return new Answer(containers.add(path) ? 201 : 409, "");
    }
    if (!containers.contains(path.substring(0, path.indexOf('/')))) {
      return new Answer(404, "ContainerNotFound");
    }
    return switch (query.getOrDefault("comp", "")) {
      case "block" -> {
        own(path).put(Objects.requireNonNull(query.get("blockid")), body);
        yield new Answer(201, "");
      }
      case "blocklist" ->
          exchange.getRequestMethod().equals("GET") ? list(path) : commit(path, body);
      default -> {
        blobs.put(path, body);
        yield new Answer(201, "");
      }
    };
  }

  private Map<String, byte[]> own(String path) {
    return blocks.computeIfAbsent(path, p -> new LinkedHashMap<>());
  }

  private Answer list(String path) {
    return new Answer(
        200,
        own(path).entrySet().stream()
            .map(
                b ->
                    "<Block><Name>%s</Name><Size>%d</Size></Block>"
                        .formatted(b.getKey(), b.getValue().length))
            .collect(
                Collectors.joining(
                    "", "<BlockList><UncommittedBlocks>", "</UncommittedBlocks></BlockList>")));
  }

  private Answer commit(String path, byte[] body) {
    var whole = new ByteArrayOutputStream();
    LATEST
        .matcher(new String(body, StandardCharsets.UTF_8))
        .results()
        .forEach(id -> whole.writeBytes(Objects.requireNonNull(own(path).get(id.group(1)))));
    blobs.put(path, whole.toByteArray());
    blocks.remove(path);
    return new Answer(201, "");
  }

  private static boolean isSigned(HttpExchange exchange) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(Base64.getDecoder().decode(KEY), "HmacSHA256"));
      byte[] hmac = mac.doFinal(text(exchange).getBytes(StandardCharsets.UTF_8));
      String expected = "SharedKey %s:%s".formatted(NAME, Base64.getEncoder().encodeToString(hmac));
      return expected.equals(exchange.getRequestHeaders().getFirst("Authorization"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(HttpExchange exchange) {
    var headers = exchange.getRequestHeaders();
    Stream<String> standard =
        STANDARD.stream()
            .map(name -> Objects.requireNonNullElse(headers.getFirst(name), ""))
            .map(value -> value.equals("0") ? "" : value);
    Map<String, String> own = new TreeMap<>();
    headers.forEach((name, values) -> own.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
    Stream<String> microsofts =
        own.entrySet().stream()
            .filter(e -> e.getKey().startsWith("x-ms-"))
            .map(e -> e.getKey() + ":" + e.getValue());
    Stream<String> resource =
        Stream.concat(
            Stream.of("/" + NAME + exchange.getRequestURI().getRawPath()),
            query(exchange.getRequestURI()).entrySet().stream()
                .map(e -> e.getKey() + ":" + e.getValue()));
    return Stream.of(Stream.of(exchange.getRequestMethod()), standard, microsofts, resource)
        .flatMap(lines -> lines)
        .collect(Collectors.joining("\n"));
  }

  private static Map<String, String> query(URI address) {
    Map<String, String> query = new TreeMap<>();
    if (address.getRawQuery() != null) {
      for (String pair : address.getRawQuery().split("&", -1)) {
        int equals = pair.indexOf('=');
        query.put(
            pair.substring(0, equals),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return query;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
