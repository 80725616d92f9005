package dev.sitewarden.edge.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.edge.LocalHub;
import dev.sitewarden.edge.Operator;
import dev.sitewarden.edge.live.LiveConfig;
import dev.sitewarden.edge.models.Packages;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The whole edge at a hub, until it is closed: a camera, gate, that shows the bundled model's
 * golden pictures, each for a second, five minutes long.
 */
final class RunningEdge implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final int FRAMES = 3000;
  private static final int FRAMES_OF_A_PICTURE = 10;

  private final LocalHub hub;
  private final Operator operator;
  private final EdgeRun run;
  private final CompletableFuture<EdgeRun.Outcome> outcome;
  private final URI door;
  private final HttpClient http = HttpClient.newHttpClient();

  /**
   * Starts it.
   *
   * @param settings what the document says beside model and cameras
   * @param key whose model packages are taken
   */
  RunningEdge(Path folder, String settings, Optional<Path> key) throws Exception {
    Path pictures = pictures(folder.resolve("pictures"));
    Path file =
        Files.writeString(
            folder.resolve("site.yaml"),
            """
            model: {path: %s}
            cameras: {gate: {source: %s, frames-per-second: %d}}
            """
                    .formatted(Packages.BUNDLED, pictures, FRAMES_OF_A_PICTURE)
                + settings);
    hub = new LocalHub(folder.resolve("hub"));
    operator = hub.operator();
    LiveConfig live = LiveConfig.defaults().withPort(freePort());
    door = URI.create("http://127.0.0.1:%d/".formatted(live.port()));
    run =
        new EdgeRun(
            new RunSettings(
                file,
                Packages.BUNDLED,
                key,
                1,
                folder.resolve("state"),
                hub.config(),
                Optional.of(live),
                true,
                Optional.empty(),
                Duration.ofSeconds(30),
                Duration.ofSeconds(2)),
            InstantSource.system(),
            line -> {});
    outcome = new CompletableFuture<>();
    Thread.ofPlatform().name("edge").start(this::watch);
    until(() -> diagnosis().containsKey("model"));
  }

  private void watch() {
    try {
      outcome.complete(run.run());
    } catch (RuntimeException e) {
      outcome.completeExceptionally(e);
    }
  }

  private static Path pictures(Path folder) throws IOException {
    Files.createDirectories(folder);
    List<Path> shown = Packages.pictures();
    for (int i = 0; i < FRAMES; i++) {
      Path picture = folder.resolve("%05d.jpg".formatted(i));
      if (i % FRAMES_OF_A_PICTURE == 0) {
        Files.copy(shown.get(i / FRAMES_OF_A_PICTURE % shown.size()), picture);
      } else {
        Files.createLink(
            picture, folder.resolve("%05d.jpg".formatted(i - i % FRAMES_OF_A_PICTURE)));
      }
    }
    return folder;
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  LocalHub hub() {
    return hub;
  }

  /** Merges into its desired properties. */
  void desire(JsonObject properties) throws Exception {
    operator.desire("pi-1", properties);
  }

  /** What it answered to a desired property; empty before it did. */
  JsonObject answer(String property) throws Exception {
    return operator.reported("pi-1").getJsonObject(property, new JsonObject());
  }

  /** Status and payload of its answer. */
  JsonObject call(String method, JsonObject payload) throws Exception {
    return operator.call("pi-1", method, payload);
  }

  /** What it answers to somebody who asks how it is. */
  JsonObject diagnosis() throws Exception {
    return call("diagnostics", new JsonObject()).getJsonObject("payload");
  }

  /** What Prometheus reads. */
  String metrics() throws Exception {
    return ask("metrics", request -> {}).body();
  }

  /** What the page at the device gets. */
  HttpResponse<String> ask(String path, Consumer<HttpRequest.Builder> more) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(door.resolve(path));
    more.accept(request);
    return http.send(request.build(), BodyHandlers.ofString());
  }

  /** Awaits that something holds; a hub that does not know the device yet is no failure. */
  void until(Callable<Boolean> holds) throws Exception {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!holds(holds)) {
      assertThat(outcome).as("it goes on").isNotDone();
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private static boolean holds(Callable<Boolean> claim) throws Exception {
    try {
      return claim.call();
    } catch (IllegalStateException e) {
      return false;
    }
  }

  /** Stops it and says what came of it. */
  EdgeRun.Outcome stop() throws Exception {
    run.stop();
    return outcome.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    run.stop();
    outcome.orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).handle((ended, failure) -> ended).join();
    http.close();
    hub.close();
  }
}
