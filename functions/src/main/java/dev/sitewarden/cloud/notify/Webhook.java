package dev.sitewarden.cloud.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Tells another system, by {@code POST} of JSON.
 *
 * <p>Header {@code Sitewarden-Signature: t=<seconds>,v1=<hex>}: HMAC-SHA256 over {@code t + "." +
 * body}. The receiver compares it, and refuses a {@code t} that is minutes away from his clock, so
 * that nobody can play a message again. {@code Idempotency-Key} is the message's id.
 */
@Singleton
class Webhook implements Channel {
  /** The channel's name in rows. */
  static final String NAME = "webhook";

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Optional<HttpClient> http;
  private final Optional<URI> target;
  private final Optional<Signature> signature;
  private final InstantSource clock;
  private final Duration patience;

  @Inject
  Webhook(NotifyConfig config, InstantSource clock) {
    this(config.webhookUrl(), config.webhookSecret(), clock, PATIENCE);
  }

  Webhook(Optional<URI> target, Optional<String> secret, InstantSource clock, Duration patience) {
    this.target = target;
    this.http = target.map(any -> client()); // its TLS takes a part of each start
    this.signature = secret.map(Signature::new);
    this.clock = clock;
    this.patience = patience;
    if (target.isPresent() && signature.isEmpty()) {
      throw new IllegalStateException(
          "cloud.notify.webhook-url is set, so cloud.notify.webhook-secret must be, too: the"
              + " receiver could not tell our messages from anybody's");
    }
  }

  private static HttpClient client() {
    return HttpClient.newBuilder()
        .connectTimeout(PATIENCE)
        .followRedirects(HttpClient.Redirect.NEVER)
        .build();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean isReady() {
    return target.isPresent();
  }

  @Override
  public Attempt send(Message message) {
    try {
      HttpResponse<String> answer =
          http.orElseThrow().send(request(message), BodyHandlers.ofString());
      return Attempt.ofStatus(answer.statusCode(), retryAfter(answer), answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("interrupted while sending", e));
    }
  }

  private HttpRequest request(Message message) {
    byte[] body = body(message);
    long seconds = clock.instant().getEpochSecond();
    byte[] prefix = (seconds + ".").getBytes(StandardCharsets.UTF_8);
    byte[] signed = new byte[prefix.length + body.length];
    System.arraycopy(prefix, 0, signed, 0, prefix.length);
    System.arraycopy(body, 0, signed, prefix.length, body.length);
    String mac = HexFormat.of().formatHex(signature.orElseThrow().of(signed));
    return HttpRequest.newBuilder(target.orElseThrow())
        .timeout(patience)
        .header("Content-Type", "application/json")
        .header("Idempotency-Key", message.id().toString())
        .header("Sitewarden-Signature", "t=%d,v1=%s".formatted(seconds, mac))
        .POST(BodyPublishers.ofByteArray(body))
        .build();
  }

  private static byte[] body(Message message) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("id", message.id().toString());
    body.put("kind", message.kind());
    body.put("incidentId", message.incidentId().map(UUID::toString).orElse(null));
    body.put("subject", message.subject());
    body.put("text", message.text());
    body.put("url", message.incident().toString());
    body.put("createdAt", message.createdAt().toString());
    try {
      return JSON.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts are always writable", e);
    }
  }

  private static Optional<Duration> retryAfter(HttpResponse<String> answer) {
    return answer.headers().firstValue("Retry-After").flatMap(RetryAfter::parse);
  }
}
