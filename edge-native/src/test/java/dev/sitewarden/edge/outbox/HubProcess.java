package dev.sitewarden.edge.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sitewarden.edge.hub.HubConfig;
import dev.sitewarden.edge.identity.ConnectionString;
import dev.sitewarden.hub.HubMain;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The hub emulator as a process that can be killed, and a cloud behind it that is not. */
final class HubProcess implements AutoCloseable {
  private static final byte[] TAKEN = "{\"Outputs\":{}}".getBytes(StandardCharsets.UTF_8);
  private static final Pattern READY =
      Pattern.compile("ready hub mqtt=127.0.0.1:([0-9]+) https=127.0.0.1:([0-9]+) .*");

  private final Path data;
  private final HttpServer cloud;
  private final List<String> events = new ArrayList<>();
  private Process process;
  private int mqttPort;
  private int httpsPort;

  private HubProcess(Path data, HttpServer cloud) throws IOException {
    this.data = data;
    this.cloud = cloud;
    this.process = launch();
  }

  static HubProcess start(Path data) throws IOException {
    HttpServer cloud =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    HubProcess hub = new HubProcess(data, cloud);
    cloud.createContext("/", hub::take);
    cloud.start();
    return hub;
  }

  /** On free ports first, then on the same ones. */
  private Process launch() throws IOException {
    Process started =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                HubMain.class.getName(),
                "--data",
                data.toString(),
                "--mqtt-port",
                String.valueOf(mqttPort),
                "--https-port",
                String.valueOf(httpsPort),
                "--cloud",
                "http://127.0.0.1:" + cloud.getAddress().getPort())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader out = started.inputReader(StandardCharsets.UTF_8);
    Matcher ready = READY.matcher(Objects.requireNonNull(out.readLine(), "the hub's ready line"));
    assertThat(ready.matches()).isTrue();
    mqttPort = Integer.parseInt(ready.group(1));
    httpsPort = Integer.parseInt(ready.group(2));
    return started;
  }

  private synchronized void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      var envelope = new JsonObject(Buffer.buffer(exchange.getRequestBody().readAllBytes()));
      new JsonArray(envelope.getJsonObject("Data").getString("messages"))
          .forEach(message -> events.add(message.toString()));
      notifyAll();
      exchange.sendResponseHeaders(200, TAKEN.length);
      exchange.getResponseBody().write(TAKEN);
    }
  }

  /** The way to it as device pi-1. */
  HubConfig config() {
    return new HubConfig(
        ConnectionString.read(data.resolve("hub/connections/pi-1.txt"), Optional.empty()),
        data.resolve("hub/ca.pem"),
        "127.0.0.1",
        mqttPort,
        httpsPort);
  }

  /** Waits until the cloud has had so many, repetitions included. */
  synchronized void awaitEvents(int count) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    while (events.size() < count) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      assertThat(left).as("milliseconds until %d events must be there", count).isPositive();
      wait(left);
    }
  }

  synchronized List<String> events() {
    return List.copyOf(events);
  }

  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  void restart() throws IOException {
    process = launch();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    cloud.stop(0);
  }
}
