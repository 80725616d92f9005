package dev.sitewarden.edge.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.sitewarden.domain.model.Digest;
import dev.sitewarden.domain.model.ModelOrder;
import dev.sitewarden.domain.model.RuntimeVersion;
import dev.sitewarden.edge.disk.DurableFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ModelDownloadTest {
  private static final byte[] MODEL = new byte[100_000];

  @Test
  void aLineThatFallsSilentInMidAnswerIsGivenUpAndWhatCameIsKept(@TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("model.tar");
    var ended = new CountDownLatch(1);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, MODEL.length);
          exchange.getResponseBody().write(MODEL, 0, 60_000);
          exchange.getResponseBody().flush();
          awaitQuietly(ended);
          exchange.close();
        });
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        HttpClient client = HttpClient.newHttpClient()) {
      server.setExecutor(threads);
      server.start();
      URI uri = URI.create("http://127.0.0.1:%d/m".formatted(server.getAddress().getPort()));
      var download = new ModelDownload(client, Duration.ofSeconds(1));

      assertThatThrownBy(() -> download.to(file, order(uri)))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("nothing came for 1 s; it will be tried again");

      assertThat(DurableFile.unfinished(file)).hasSize(60_000);
      ended.countDown();
      server.stop(0);
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static ModelOrder order(URI uri) {
    return new ModelOrder(
        "2", uri, Digest.of(MODEL), MODEL.length, "onnx", RuntimeVersion.CURRENT, false);
  }
}
