package dev.sitewarden.cloud.observe;

import com.sun.net.httpserver.HttpExchange;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A collector of traces and metrics, by OTLP over HTTP: it takes protobuf, answers with nothing.
 */
public final class Collector implements QuarkusTestResourceLifecycleManager {
  private final BlockingQueue<byte[]> taken = new LinkedBlockingQueue<>();
  private final Set<String> paths = ConcurrentHashMap.newKeySet();
  private Optional<LoopbackServer> server = Optional.empty();

  @Override
  public Map<String, String> start() {
    LoopbackServer listening = LoopbackServer.at("/v1/", this::take);
    server = Optional.of(listening);
    return Map.of(
        "quarkus.otel.exporter.otlp.endpoint",
        listening.url(),
        "quarkus.otel.exporter.otlp.protocol",
        "http/protobuf");
  }

  /** The next batch with that text, which stands in protobuf as it is; the others are gone. */
  public Optional<String> batchWith(String text, Duration patience) throws InterruptedException {
    Optional<String> batch = next(patience);
    while (batch.isPresent() && !batch.get().contains(text)) {
      batch = next(patience);
    }
    return batch;
  }

  private Optional<String> next(Duration patience) throws InterruptedException {
    return Optional.ofNullable(taken.poll(patience.toMillis(), TimeUnit.MILLISECONDS))
        .map(batch -> new String(batch, StandardCharsets.ISO_8859_1));
  }

  /** What it took, batch by batch, goes into a field of this type. */
  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(taken, new TestInjector.MatchesType(BlockingQueue.class));
  }

  /** Where something was sent to so far. */
  public Set<String> paths() {
    return Set.copyOf(paths);
  }

  private void take(HttpExchange call) throws IOException {
    paths.add(call.getRequestURI().getPath());
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
