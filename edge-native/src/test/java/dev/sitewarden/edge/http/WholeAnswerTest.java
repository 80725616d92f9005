package dev.sitewarden.edge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A real server on this machine that answers as servers do, and as they should not. */
@Timeout(60)
class WholeAnswerTest {
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofSeconds(30);

  private final CountDownLatch end = new CountDownLatch(1);
  private ExecutorService threads;
  private HttpServer server;
  private HttpClient client;

  @BeforeEach
  void open() throws IOException {
    threads = Executors.newVirtualThreadPerTaskExecutor();
    client = HttpClient.newHttpClient();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void close() {
    end.countDown();
    server.stop(0);
    client.shutdownNow();
    threads.close();
  }

  @Test
  void statusHeadersAndTextAreThere() throws Exception {
    WholeAnswer answer =
        ask(
            LONG,
            exchange -> {
              exchange.getResponseHeaders().add("Retry-After", "7");
              say(exchange, 503, 4).write("höh".getBytes(StandardCharsets.UTF_8));
              exchange.close();
            });

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.isSuccess()).isFalse();
    assertThat(answer.headers().firstValue("Retry-After")).contains("7");
    assertThat(answer.body()).isEqualTo("höh");
  }

  @Test
  void anAnswerThatStallsAfterItsHeadIsGivenUp() {
    assertThatThrownBy(
            () ->
                ask(
                    SHORT,
                    exchange -> {
                      OutputStream out = say(exchange, 200, 1000);
                      out.write('{');
                      out.flush();
                      await(end);
                    }))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("nothing came for");
  }

  @Test
  void anAnswerThatDoesNotEndIsGivenUp() {
    assertThatThrownBy(
            () ->
                ask(
                    LONG,
                    exchange -> {
                      OutputStream out = say(exchange, 200, 0);
                      byte[] some = new byte[8192];
                      for (int i = 0; i < 200; i++) {
                        out.write(some);
                      }
                      out.flush();
                      await(end);
                    }))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("answered with more than 1048576 bytes");
  }

  /**
   * Begins an answer.
   *
   * @param bytes 0: as many as come
   */
  private static OutputStream say(HttpExchange exchange, int status, int bytes) throws IOException {
    exchange.sendResponseHeaders(status, bytes);
    return exchange.getResponseBody();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private WholeAnswer ask(Duration silence, HttpHandler handler) throws Exception {
    server.createContext("/", handler);
    URI address = URI.create("http://127.0.0.1:%d/".formatted(server.getAddress().getPort()));
    return WholeAnswer.of(client, HttpRequest.newBuilder(address), silence);
  }
}
