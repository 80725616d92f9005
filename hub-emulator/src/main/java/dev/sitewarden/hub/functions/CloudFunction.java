package dev.sitewarden.hub.functions;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;

/** The cloud's function as a custom handler serves it: {@code POST {cloud}/{name}}. */
final class CloudFunction {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);
  private static final int SHOWN_ANSWER = 200;

  private final HttpClient client;
  private final URI address;

  CloudFunction(Vertx vertx, URI cloud, String name) {
    String base = cloud.toString();
    this.address = URI.create((base.endsWith("/") ? base : base + "/") + name);
    this.client =
        vertx
            .httpClientBuilder()
            .with(new HttpClientOptions().setConnectTimeout((int) CONNECT_TIMEOUT.toMillis()))
            .with(new PoolOptions().setHttp1MaxSize(16))
            // A request that was under way fails by itself; an idle connection may break in peace.
            .withConnectHandler(connection -> connection.exceptionHandler(e -> {}))
            .build();
  }

  /** Succeeds on 2xx; otherwise fails with a sentence that says what came instead. */
  Future<Void> invoke(Buffer envelope) {
    RequestOptions request =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setAbsoluteURI(address.toString())
            .setTimeout(ANSWER_TIMEOUT.toMillis())
            .putHeader("Content-Type", "application/json");
    return client
        .request(request)
        .compose(open -> open.send(envelope))
        .compose(
            answer ->
                answer
                    .body()
                    .compose(
                        body ->
                            answer.statusCode() / 100 == 2
                                ? Future.<Void>succeededFuture()
                                : Future.failedFuture(
                                    "HTTP %d %s".formatted(answer.statusCode(), shown(body)))));
  }

  private static String shown(Buffer body) {
    String text = body.toString().replaceAll("\\s+", " ");
    return text.length() <= SHOWN_ANSWER ? text : text.substring(0, SHOWN_ANSWER) + "...";
  }

  @Override
  public String toString() {
    return "POST " + address;
  }
}
