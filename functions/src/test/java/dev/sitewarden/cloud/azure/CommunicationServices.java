package dev.sitewarden.cloud.azure;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.sitewarden.cloud.notify.Captions;
import dev.sitewarden.cloud.notify.Language;
import dev.sitewarden.cloud.notify.Message;
import dev.sitewarden.cloud.notify.Picture;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import reactor.core.publisher.Mono;

/**
 * Communication Services on this machine: checks the HMAC as the documentation has it (date, host
 * and the body's digest), then answers as it is told to.
 */
final class CommunicationServices implements AutoCloseable {
  static final String KEY =
      Base64.getEncoder().encodeToString("a key of the services".getBytes(StandardCharsets.UTF_8));
  static final String HOST = "acs.local";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** A request whose signature was right. */
  record Call(String path, JsonNode body, Map<String, String> headers) {}

  private final List<Call> calls = new ArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;
  private final String host;
  private int status = 202;
  private String answer = "{}";
  private boolean isSilent;
  private Optional<String> token = Optional.empty();
  private final Map<String, Integer> first = new ConcurrentHashMap<>();

  CommunicationServices() throws IOException {
    this(HttpServer.create(here(), 0), HOST);
  }

  private CommunicationServices(HttpServer server, String host) {
    this.server = server;
    this.host = host;
    server.createContext("/", this::take);
    server.setExecutor(threads);
    server.start();
  }

  /** At an address of this machine that a process of its own reaches, with TLS as the SDKs want. */
  static CommunicationServices overTls(LocalKeys keys)
      throws IOException, GeneralSecurityException {
    HttpsServer server = HttpsServer.create(here(), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(keys.context()));
    return new CommunicationServices(server, "localhost");
  }

  private static InetSocketAddress here() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** The first request of paths that begin so is answered with that; with 0, not at all. */
  void firstAnswers(String path, int code) {
    first.put(path, code);
  }

  /** From now on a request proves itself by this token, and not by a signature. */
  void wantsToken(String wanted) {
    token = Optional.of(wanted);
  }

  void answers(int code, String body) {
    status = code;
    answer = body;
  }

  void isSilent() {
    isSilent = true;
  }

  List<Call> calls() {
    synchronized (calls) {
      return List.copyOf(calls);
    }
  }

  private Optional<Integer> planned(String path) {
    return first.keySet().stream()
        .filter(path::startsWith)
        .findFirst()
        .flatMap(known -> Optional.ofNullable(first.remove(known)));
  }

  private void take(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    if (isSilent) {
      await();
    }
    boolean isSigned = token.isPresent() ? hasToken(exchange) : isSigned(exchange, body);
    String path = exchange.getRequestURI().getPath();
    int code = planned(path).orElse(status);
    if (isSigned) {
      Map<String, String> headers = new HashMap<>();
      exchange
          .getRequestHeaders()
          .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
      synchronized (calls) {
        calls.add(new Call(exchange.getRequestURI().toString(), JSON.readTree(body), headers));
      }
    }
    if (code == 0) {
      await();
      return;
    }
    byte[] said =
        (isSigned ? answer : "{\"error\":{\"code\":\"Denied\",\"message\":\"bad signature\"}}")
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange
        .getResponseHeaders()
        .set(
            "Operation-Location",
            "https://" + HOST + "/emails/operations/1?api-version=2023-03-31");
    exchange.getResponseHeaders().set("Retry-After", "30");
    exchange.sendResponseHeaders(isSigned ? code : 401, said.length);
    exchange.getResponseBody().write(said);
    exchange.close();
  }

  private void await() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean hasToken(HttpExchange exchange) {
    String given = exchange.getRequestHeaders().getFirst("Authorization");
    return token.map("Bearer "::concat).filter(wanted -> wanted.equals(given)).isPresent();
  }

  private boolean isSigned(HttpExchange exchange, byte[] body) {
    try {
      String date = String.valueOf(exchange.getRequestHeaders().getFirst("x-ms-date"));
      String digest =
          Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(body));
      String signed =
          exchange.getRequestMethod()
              + "\n"
              + exchange.getRequestURI()
              + "\n"
              + date
              + ";"
              + host
              + ";"
              + digest;
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(Base64.getDecoder().decode(KEY), "HmacSHA256"));
      String wanted =
          "HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature="
              + Base64.getEncoder()
                  .encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
      return digest.equals(exchange.getRequestHeaders().getFirst("x-ms-content-sha256"))
          && wanted.equals(exchange.getRequestHeaders().getFirst("Authorization"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The real client, led here: the SDKs refuse a plain address with a key. */
  HttpClient client(Duration patience) {
    HttpClient real = new PatientClient(patience);
    return new HttpClient() {
      @Override
      public Mono<HttpResponse> send(HttpRequest request) {
        return real.send(led(request, port()));
      }
    };
  }

  /** The same request, to that port of this machine. */
  static HttpRequest led(HttpRequest request, int port) {
    URI asked = URI.create(request.getUrl().toString());
    HttpRequest here = request.copy();
    here.setUrl(
        "http://127.0.0.1:%d%s?%s".formatted(port, asked.getRawPath(), asked.getRawQuery()));
    return here;
  }

  static String connection(String key) {
    return "endpoint=https://" + HOST + "/;accesskey=" + key;
  }

  /** A line to here, with that key, patient for so long. */
  Optional<CommunicationLine> line(String key, Duration patience) {
    return Optional.of(
        CommunicationLine.byKey(ConnectionString.parse(connection(key)), client(patience)));
  }

  /**
   * A line to here of an identity that has this token.
   *
   * @param asked takes what tokens were asked for
   */
  Optional<CommunicationLine> lineByIdentity(String given, List<String> asked) {
    TokenCredential identity =
        request -> {
          asked.addAll(request.getScopes());
          return Mono.just(new AccessToken(given, OffsetDateTime.now(ZoneOffset.UTC).plusHours(1)));
        };
    return Optional.of(
        CommunicationLine.byIdentity("https://" + HOST, identity, client(Duration.ofSeconds(20))));
  }

  static Message message(String address, Picture snapshot) {
    return new Message(
        UUID.fromString("b1a4f0de-7c55-4a0e-9d3f-2b6c1e8f4a71"),
        "OPENED",
        Optional.of(UUID.fromString("c2a4f0de-7c55-8a0e-9d3f-2b6c1e8f4a71")),
        "smith",
        address,
        "ALARM: head in <Dock>",
        "Look & see",
        new Captions(Language.EN, "Acknowledge", "Look at it", "What the camera saw"),
        Instant.parse("2026-11-20T10:00:05Z"),
        URI.create("https://sitewarden.example.org/incident/view.html?id=1"),
        Optional.of(URI.create("https://sitewarden.example.org/notify/acknowledge.html#abc")),
        snapshot);
  }

  @Override
  public void close() {
    closed.countDown();
    threads.shutdownNow();
    server.stop(0);
  }
}
