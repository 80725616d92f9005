package dev.sitewarden.cloud.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sitewarden.domain.site.SiteId;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
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
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Another system can tell our messages from anybody's, and a message from its second attempt. */
final class WebhookTest {
  private static final String SECRET = "a secret of the two systems";
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:05Z");
  private static final Message MESSAGE =
      new Message(
          UUID.fromString("b1a4f0de-7c55-4a0e-9d3f-2b6c1e8f4a71"),
          "OPENED",
          Optional.of(UUID.fromString("c2a4f0de-7c55-8a0e-9d3f-2b6c1e8f4a71")),
          "webhook:desk",
          "webhook:desk",
          "ALARM: head in Loading dock",
          "\"Käfig\" <b>",
          Phrases.in(Language.EN).captions(),
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
    server.createContext("/stalled", call -> answer(call, 1));
    server.createContext("/endless", call -> answer(call, Integer.MAX_VALUE));
    server.start();
  }

  /** The head of an answer and a part of its body, which does not end. */
  private void answer(HttpExchange call, int parts) throws IOException {
    call.getRequestBody().readAllBytes();
    call.sendResponseHeaders(503, 0);
    for (int part = 0; part < parts; part++) {
      call.getResponseBody().write(new byte[1024]);
      call.getResponseBody().flush();
    }
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
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
    assertThat(webhook("/silent").send(MESSAGE))
        .isEqualTo(new Attempt.Retry("the channel did not answer in time", Optional.empty()));
  }

  @Test
  void anAnswerThatStallsIsRetried() {
    assertThat(webhook("/stalled").send(MESSAGE))
        .isEqualTo(new Attempt.Retry("the channel did not answer in time", Optional.empty()));
  }

  @Test
  void ofAnAnswerWithoutEndTheBeginningCounts() {
    assertThat(webhook("/endless").send(MESSAGE))
        .isInstanceOfSatisfying(
            Attempt.Retry.class,
            retry -> assertThat(retry.reason()).startsWith("the channel answered 503"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Desk", "a-b", "a.b"})
  void aNameThatNoEnvironmentVariableCouldHoldIsRefused(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Webhook(name, at("/hook"), InstantSource.fixed(NOW), Duration.ofSeconds(1)))
        .withMessageContaining("cloud.notify.webhook." + name);
  }

  @Test
  void severalAreNamedByEnvironmentVariables() {
    NotifyConfig config =
        config(
            Map.of(
                "CLOUD_NOTIFY_WEBHOOK_DESK_URL", "https://desk.example.org",
                "CLOUD_NOTIFY_WEBHOOK_DESK_SECRET", SECRET,
                "CLOUD_NOTIFY_WEBHOOK_YARD_URL", "https://yard.example.org",
                "CLOUD_NOTIFY_WEBHOOK_YARD_SECRET", SECRET,
                "CLOUD_NOTIFY_WEBHOOK_YARD_SITES", "yard,quay",
                "CLOUD_NOTIFY_WEBHOOK_YARD_KINDS", "opened,escalated"));
    Webhooks hooks = new Webhooks(config, InstantSource.fixed(NOW));

    assertThat(names(hooks, NotificationKind.OPENED, "yard"))
        .containsExactlyInAnyOrder("webhook:desk", "webhook:yard");
    assertThat(names(hooks, NotificationKind.OPENED, "main")).containsExactly("webhook:desk");
    assertThat(names(hooks, NotificationKind.DIGEST, "yard")).containsExactly("webhook:desk");
  }

  private static List<String> names(Webhooks hooks, NotificationKind kind, String site) {
    return hooks.wanting(kind, new SiteId(site)).stream().map(Webhook::name).toList();
  }

  private Webhook webhook(String path) {
    return new Webhook(
        "desk",
        at(path),
        InstantSource.fixed(NOW),
        Duration.ofMillis(path.equals("/silent") ? 300 : 20_000));
  }

  private NotifyConfig.Webhook at(String path) {
    String url = "http://127.0.0.1:" + server.getAddress().getPort() + path;
    NotifyConfig config =
        config(
            Map.of(
                "CLOUD_NOTIFY_WEBHOOK_DESK_URL", url, "CLOUD_NOTIFY_WEBHOOK_DESK_SECRET", SECRET));
    return Objects.requireNonNull(config.webhook().get("desk"));
  }

  private static NotifyConfig config(Map<String, String> environment) {
    return new SmallRyeConfigBuilder()
        .withMapping(NotifyConfig.class)
        .withConverter(Duration.class, 200, new DurationConverter()) // it alone knows 2m
        .withDefaultValue("cloud.notify.page-url", "https://sitewarden.example.org")
        .withDefaultValue("cloud.notify.link-key", "0123456789abcdef")
        .withSources(new EnvConfigSource(environment, 300))
        .build()
        .getConfigMapping(NotifyConfig.class);
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
