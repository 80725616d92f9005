package dev.sitewarden.cloud.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sitewarden.domain.site.SiteId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * Tells another system, by {@code POST} of JSON.
 *
 * <p>Header {@code Sitewarden-Signature: t=<seconds>,v1=<hex>}: HMAC-SHA256 over {@code t + "." +
 * body}. The receiver compares it, and refuses a {@code t} that is minutes away from his clock, so
 * that nobody can play a message again. {@code Idempotency-Key} is the message's id.
 */
final class Webhook implements Channel {
  /** How long one call may take, to the end of its answer; shorter than the lease of a message. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final String PREFIX = "webhook:";
  private static final Pattern NAME = Pattern.compile("[a-z0-9]{1,32}");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(PATIENCE)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final String name;
  private final NotifyConfig.Webhook config;
  private final Signature signature;
  private final InstantSource clock;
  private final Duration patience;

  /**
   * @param called as the settings call it: small letters and digits, as environment variables have
   *     no others
   */
  Webhook(String called, NotifyConfig.Webhook config, InstantSource clock, Duration patience) {
    if (!NAME.matcher(called).matches()) {
      throw new IllegalArgumentException(
          "cloud.notify.webhook.%s: a webhook's name has 1 to 32 small letters and digits"
              .formatted(called));
    }
    this.name = PREFIX + called;
    this.config = config;
    this.signature = new Signature(config.secret());
    this.clock = clock;
    this.patience = patience;
  }

  /** Whether a recipient is no person but another system. */
  static boolean isRecipient(String recipient) {
    return recipient.startsWith(PREFIX);
  }

  /** {@code webhook:NAME}: each has a queue of its own, so that a slow one holds up no other. */
  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean isReady() {
    return true;
  }

  /** Whether it is told of such messages, of that site. */
  boolean wants(NotificationKind kind, SiteId site) {
    return config.kinds().map(kinds -> kinds.contains(kind)).orElse(true)
        && config.sites().map(sites -> sites.contains(site.value())).orElse(true);
  }

  /** The way to it; it is its own recipient, and its address is in the settings. */
  Destination destination() {
    return new Destination(name, name, name, Language.EN);
  }

  @Override
  public Attempt send(Message message) {
    CompletableFuture<HttpResponse<String>> call =
        http.sendAsync(request(message), head -> new BodyStart());
    try {
      HttpResponse<String> answer = call.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return Attempt.ofStatus(answer.statusCode(), retryAfter(answer), answer.body());
    } catch (ExecutionException | TimeoutException e) {
      call.cancel(true); // a request's own time limit ends with the head of its answer
      return Attempt.ofFailure(e);
    } catch (InterruptedException e) {
      call.cancel(true);
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
    String mac = HexFormat.of().formatHex(signature.of(signed));
    return HttpRequest.newBuilder(config.url())
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
