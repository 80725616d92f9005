package dev.sitewarden.cloud.observe;

import com.sun.net.httpserver.HttpExchange;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Another system that takes webhooks, and has no time for the first one. */
public final class Receiver implements QuarkusTestResourceLifecycleManager {
  private final AtomicInteger calls = new AtomicInteger();
  private Optional<LoopbackServer> server = Optional.empty();

  @Override
  public Map<String, String> start() {
    LoopbackServer listening = LoopbackServer.at("/hook", this::take);
    server = Optional.of(listening);
    return Map.of(
        "cloud.notify.webhook.desk.url",
        listening.url() + "/hook",
        "cloud.notify.webhook.desk.secret",
        "a secret of the two systems");
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
    server.ifPresent(LoopbackServer::close);
  }
}
