package dev.sitewarden.cloud.observe;

import com.sun.net.httpserver.HttpExchange;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A collector of traces, by OTLP over HTTP: it takes protobuf and answers with nothing. */
public final class Collector implements QuarkusTestResourceLifecycleManager {
  private final BlockingQueue<byte[]> taken = new LinkedBlockingQueue<>();
  private Optional<LoopbackServer> server = Optional.empty();

  @Override
  public Map<String, String> start() {
    LoopbackServer listening = LoopbackServer.at("/v1/traces", this::take);
    server = Optional.of(listening);
    return Map.of(
        "quarkus.otel.exporter.otlp.endpoint",
        listening.url(),
        "quarkus.otel.exporter.otlp.protocol",
        "http/protobuf");
  }

  /** What it took, batch by batch, goes into a field of this type. */
  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(taken, new TestInjector.MatchesType(BlockingQueue.class));
  }

  private void take(HttpExchange call) throws IOException {
    taken.add(call.getRequestBody().readAllBytes());
    call.getResponseHeaders().set("Content-Type", "application/x-protobuf");
    call.sendResponseHeaders(200, -1);
    call.close();
  }

  @Override
  public void stop() {
    server.ifPresent(LoopbackServer::close);
  }
}
