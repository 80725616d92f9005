package dev.sitewarden.cloud.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Another system can tell our messages from anybody's, and a message from its second attempt. */
final class WebhookTest {
  private static final String SECRET = "a secret of the two systems";
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:05Z");
  private static final Message MESSAGE =
      new Message(
          UUID.fromString("b1a4f0de-7c55-4a0e-9d3f-2b6c1e8f4a71"),
          "OPENED",
          Optional.of(UUID.fromString("c2a4f0de-7c55-8a0e-9d3f-2b6c1e8f4a71")),
          "webhook",
          "webhook",
          "ALARM: head in Loading dock",
          "\"Käfig\" <b>",
          NOW,
          URI.create("http://127.0.0.1/incident"),
          Optional.empty(),
          Picture.NONE);

  private final List<HttpExchange> calls = new ArrayList<>();
  private final List<String> bodies = new ArrayList<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private HttpServer server;
  private int status = 204;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/hook", this::take);
    server.createContext(
        "/silent",
        call -> {
          try {
            ended.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    ended.countDown();
    server.stop(0);
  }

  private void take(HttpExchange call) throws IOException {
    calls.add(call);
    bodies.add(new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    call.getResponseHeaders().set("Retry-After", "30");
    call.sendResponseHeaders(status, -1);
    call.close();
  }

  @Test
  void theSignatureIsOverTimeAndBody() throws Exception {
    Attempt first = webhook("/hook").send(MESSAGE);
    webhook("/hook").send(MESSAGE);

    assertThat(first).isEqualTo(new Attempt.Accepted(Optional.empty()));
    String signed = NOW.getEpochSecond() + "." + bodies.getFirst();
    assertThat(header("Sitewarden-Signature"))
        .isEqualTo("t=" + NOW.getEpochSecond() + ",v1=" + hmac(signed));
    assertThat(calls)
        .extracting(call -> call.getRequestHeaders().getFirst("Idempotency-Key"))
        .containsOnly(MESSAGE.id().toString());
    assertThat(bodies.getFirst()).contains("\"kind\":\"OPENED\"", "Käfig").doesNotContain("token");
  }

  @Test
  void itsAnswersAreRetriedOrNot() {
    status = 503;
    assertThat(webhook("/hook").send(MESSAGE))
        .isEqualTo(
            new Attempt.Retry("the channel answered 503", Optional.of(Duration.ofSeconds(30))));
    status = 410;
    assertThat(webhook("/hook").send(MESSAGE)).isInstanceOf(Attempt.Refused.class);
    status = 302;
    assertThat(webhook("/hook").send(MESSAGE)).isInstanceOf(Attempt.Refused.class);
  }

  @Test
  void silenceIsRetried() {
    Attempt attempt;
    try {
      attempt = webhook("/silent").send(MESSAGE);
    } catch (RuntimeException failure) {
      attempt = Attempt.ofFailure(failure);
    }

    assertThat(attempt)
        .isEqualTo(new Attempt.Retry("the channel did not answer in time", Optional.empty()));
  }

  @Test
  void withoutASecretItDoesNotStart() {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                new Webhook(
                    Optional.of(URI.create("https://example.org")),
                    Optional.empty(),
                    InstantSource.fixed(NOW),
                    Duration.ofSeconds(1)))
        .withMessageContaining("cloud.notify.webhook-secret");
  }

  private Webhook webhook(String path) {
    return new Webhook(
        Optional.of(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path)),
        Optional.of(SECRET),
        InstantSource.fixed(NOW),
        Duration.ofMillis(path.equals("/silent") ? 300 : 20_000));
  }

  private String header(String name) {
    return calls.getFirst().getRequestHeaders().getFirst(name);
  }

  private static String hmac(String text) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
  }
}
