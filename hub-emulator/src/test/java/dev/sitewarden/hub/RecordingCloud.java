package dev.sitewarden.hub;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A cloud that keeps the envelopes it gets and answers as told; 200 if it was told nothing. */
final class RecordingCloud implements AutoCloseable {
  private static final String TAKEN = "{\"Outputs\":{},\"Logs\":[],\"ReturnValue\":null}";

  private final HttpServer server;
  private final BlockingQueue<Envelope> envelopes = new LinkedBlockingQueue<>();
  private final BlockingQueue<Integer> answers = new LinkedBlockingQueue<>();
  private final Semaphore gate = new Semaphore(Integer.MAX_VALUE / 2);

  /** One event as a function sees it. */
  record Event(String body, JsonObject system, JsonObject properties) {}

  /** One call of the function. */
  record Envelope(String path, String contentType, JsonObject json) {

    List<Event> events() {
      JsonObject metadata = json.getJsonObject("Metadata");
      JsonArray bodies = new JsonArray(json.getJsonObject("Data").getString("messages"));
      JsonArray system = new JsonArray(metadata.getString("SystemPropertiesArray"));
      JsonArray properties = new JsonArray(metadata.getString("PropertiesArray"));
      List<Event> events = new ArrayList<>();
      for (int i = 0; i < bodies.size(); i++) {
        events.add(
            new Event(bodies.getString(i), system.getJsonObject(i), properties.getJsonObject(i)));
      }
      return events;
    }

    List<String> bodies() {
      return events().stream().map(Event::body).toList();
    }
  }

  RecordingCloud() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(task -> Thread.ofVirtual().start(task));
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] request = exchange.getRequestBody().readAllBytes();
      envelopes.add(
          new Envelope(
              exchange.getRequestURI().getPath(),
              exchange.getRequestHeaders().getFirst("Content-Type"),
              new JsonObject(Buffer.buffer(request))));
      gate.acquireUninterruptibly();
      Integer status = answers.poll();
      byte[] text = TAKEN.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status == null ? 200 : status, text.length);
      exchange.getResponseBody().write(text);
    }
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The next calls are answered with these, one each. */
  void answerNext(int... statuses) {
    for (int status : statuses) {
      answers.add(status);
    }
  }

  /** Calls come in but none is answered until {@link #release}. */
  void hold() {
    gate.drainPermits();
  }

  void release() {
    gate.release(Integer.MAX_VALUE / 2);
  }

  Envelope nextEnvelope() throws InterruptedException {
    Envelope envelope = envelopes.poll(20, TimeUnit.SECONDS);
    if (envelope == null) {
      throw new AssertionError("no envelope came within 20 s");
    }
    return envelope;
  }

  /** Waits until that many events came, in any number of envelopes. */
  List<Event> events(int wanted) throws InterruptedException {
    List<Event> events = new ArrayList<>();
    while (events.size() < wanted) {
      events.addAll(nextEnvelope().events());
    }
    return events;
  }

  boolean sawNothingMore() {
    return envelopes.isEmpty();
  }

  @Override
  public void close() {
    release();
    server.stop(0);
  }
}
