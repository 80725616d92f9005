package dev.sitewarden.cloud.observe;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Another system that takes webhooks, and has no time for the first one. */
public final class Receiver implements QuarkusTestResourceLifecycleManager {
  private final AtomicInteger calls = new AtomicInteger();
  private Optional<HttpServer> server = Optional.empty();

  @Override
  public Map<String, String> start() {
    try {
      HttpServer listening =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      listening.createContext("/hook", this::take);
      listening.start();
      server = Optional.of(listening);
      return Map.of(
          "cloud.notify.webhook.desk.url",
          "http://127.0.0.1:%d/hook".formatted(listening.getAddress().getPort()),
          "cloud.notify.webhook.desk.secret",
          "a secret of the two systems");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void take(HttpExchange call) throws IOException {
    call.getRequestBody().readAllBytes();
    byte[] said = "busy, call +4930123456 or busy@example.org".getBytes(StandardCharsets.UTF_8);
    call.sendResponseHeaders(calls.getAndIncrement() == 0 ? 503 : 200, said.length);
    call.getResponseBody().write(said);
    call.close();
  }

  @Override
  public void stop() {
    server.ifPresent(listening -> listening.stop(0));
  }
}
