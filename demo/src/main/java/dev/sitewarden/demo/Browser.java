package dev.sitewarden.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The page in a real browser: Chromium without a window, which does what it is told by its DevTools
 * protocol (a WebSocket on loopback that takes one JSON object a call). One thread.
 */
final class Browser implements AutoCloseable {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What Chromium says once it listens; the address follows. */
  private static final String LISTENING = "DevTools listening on ";

  /** How long a frame waits that is asked for now: what somebody who scrolls would feel. */
  private static final String NEXT_FRAME =
      """
      new Promise(shown => {
        const asked = performance.now();
        requestAnimationFrame(() => shown(performance.now() - asked));
      })
      """;

  private final Process process;
  private final HttpClient http;
  private final WebSocket socket;
  private final BlockingQueue<JsonNode> said;
  private int calls;

  private Browser(
      Process process, HttpClient http, WebSocket socket, BlockingQueue<JsonNode> said) {
    this.process = process;
    this.http = http;
    this.socket = socket;
    this.said = said;
  }

  static boolean isHere() {
    return Files.isExecutable(CHROMIUM);
  }

  /** Opens a page as somebody who is logged in. */
  static Browser showing(URI page, List<HttpCookie> session, Path profile) {
    Process process = start(profile);
    HttpClient http = HttpClient.newHttpClient();
    try {
      URI tab = tab(http, listening(process));
      BlockingQueue<JsonNode> said = new LinkedBlockingQueue<>();
      WebSocket socket = http.newWebSocketBuilder().buildAsync(tab, new Ear(said)).join();
      Browser browser = new Browser(process, http, socket, said);
      session.forEach(cookie -> browser.keep(cookie, page));
      browser.call("Page.navigate", JSON.createObjectNode().put("url", page.toString()));
      return browser;
    } catch (IOException e) {
      process.destroyForcibly();
      throw new UncheckedIOException("opening a page in %s failed".formatted(CHROMIUM), e);
    }
  }

  private static Process start(Path profile) {
    List<String> command =
        List.of(
            CHROMIUM.toString(),
            "--headless=new",
            "--no-sandbox", // root may have started us, and it sees nothing but our own page
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--remote-debugging-port=0",
            "--user-data-dir=" + profile,
            "--window-size=1280,800",
            "about:blank");
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new UncheckedIOException("starting %s failed".formatted(CHROMIUM), e);
    }
  }

  /** Where it can be told something; what else it says is let go. */
  private static URI listening(Process process) throws IOException {
    BufferedReader output = process.inputReader();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(LISTENING)) {
        Thread.ofVirtual().start(() -> output.lines().forEach(unheard -> {}));
        return URI.create(line.substring(LISTENING.length()));
      }
    }
    throw new IOException("it ended before it listened");
  }

  private static URI tab(HttpClient http, URI browser) throws IOException {
    URI create = URI.create("http://%s/json/new?about:blank".formatted(browser.getAuthority()));
    HttpRequest request = HttpRequest.newBuilder(create).PUT(BodyPublishers.noBody()).build();
    try {
      String answer = http.send(request, BodyHandlers.ofString()).body();
      return URI.create(JSON.readTree(answer).path("webSocketDebuggerUrl").asText());
    } catch (InterruptedException e) {
      throw Interruption.of(e);
    }
  }

  private void keep(HttpCookie cookie, URI page) {
    call(
        "Network.setCookie",
        JSON.createObjectNode()
            .put("name", cookie.getName())
            .put("value", cookie.getValue())
            .put("url", page.toString()));
  }

  /** How long it takes until the page shows its next frame. */
  Duration nextFrame() {
    return Duration.ofNanos(Math.round(evaluate(NEXT_FRAME).asDouble() * 1e6));
  }

  /** How many incidents the list shows. */
  int rows() {
    return evaluate("document.querySelectorAll('main li').length").asInt();
  }

  private JsonNode evaluate(String expression) {
    return call(
            "Runtime.evaluate",
            JSON.createObjectNode()
                .put("expression", expression)
                .put("awaitPromise", true)
                .put("returnByValue", true))
        .path("result")
        .path("value");
  }

  private JsonNode call(String method, ObjectNode parameters) {
    int id = ++calls;
    ObjectNode call = JSON.createObjectNode().put("id", id).put("method", method);
    call.set("params", parameters);
    socket.sendText(call.toString(), true).join();
    try {
      for (JsonNode answer = said.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
          answer != null;
          answer = said.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        if (answer.path("id").asInt() == id) {
          return answer.path("result");
        }
      }
    } catch (InterruptedException e) {
      throw Interruption.of(e);
    }
    throw new DemoException(
        "the browser did not answer %s within %d s".formatted(method, PATIENCE.toSeconds()));
  }

  @Override
  public void close() {
    List<ProcessHandle> all =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    process.onExit().join();
    http.shutdownNow();
  }

  /** Puts together what comes in parts. */
  private static final class Ear implements WebSocket.Listener {
    private final BlockingQueue<JsonNode> said;
    private final StringBuilder parts = new StringBuilder();

    Ear(BlockingQueue<JsonNode> said) {
      this.said = said;
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean isLast) {
      parts.append(part);
      if (isLast) {
        said.add(read(parts.toString()));
        parts.setLength(0);
      }
      socket.request(1);
      return CompletableFuture.completedStage(null);
    }

    private static JsonNode read(String text) {
      try {
        return JSON.readTree(text);
      } catch (IOException e) {
        throw new UncheckedIOException("the browser said something that is no JSON", e);
      }
    }
  }
}
