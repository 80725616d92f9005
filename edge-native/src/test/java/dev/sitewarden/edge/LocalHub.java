package dev.sitewarden.edge;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sitewarden.domain.site.DeviceId;
import dev.sitewarden.edge.hub.HubConfig;
import dev.sitewarden.edge.hub.HubDownloads;
import dev.sitewarden.edge.identity.CertificateFiles;
import dev.sitewarden.edge.identity.ConnectionString;
import dev.sitewarden.edge.identity.HubIdentity;
import dev.sitewarden.hub.Hub;
import dev.sitewarden.hub.HubSettings;
import dev.sitewarden.hub.provisioning.WorkloadApi;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The real hub emulator on free ports, with a cloud behind it that keeps the events it gets. */
public final class LocalHub implements AutoCloseable {
  private static final byte[] TAKEN = "{\"Outputs\":{}}".getBytes(StandardCharsets.UTF_8);

  private final Path data;
  private final HttpServer cloud;
  private final List<JsonObject> events = new CopyOnWriteArrayList<>();
  private final List<JsonObject> properties = new CopyOnWriteArrayList<>();
  private final Hub hub;

  /** Devices pi-1 and pi-2 with keys, cert-1 with a certificate. */
  public LocalHub(Path data) throws Exception {
    this(data, Clock.systemUTC(), new Hub.Ports(0, 0, 0));
  }

  /** The same at another time, on known ports. */
  public LocalHub(Path data, InstantSource clock, Hub.Ports ports) throws Exception {
    this.data = data;
    cloud = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    cloud.createContext("/", this::take);
    cloud.start();
    URI address = URI.create("http://127.0.0.1:" + cloud.getAddress().getPort());
    hub =
        Hub.start(
            new HubSettings(
                data,
                ports.mqtt(),
                ports.https(),
                ports.provisioning(),
                address,
                "IngestTelemetry",
                List.of(new DeviceId("pi-1"), new DeviceId("pi-2")),
                List.of(new DeviceId("cert-1")),
                HubSettings.QUEUE_BOUND,
                HubSettings.MAX_BLOB_BYTES),
            clock);
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      var envelope = new JsonObject(Buffer.buffer(exchange.getRequestBody().readAllBytes()));
      new JsonArray(envelope.getJsonObject("Data").getString("messages"))
          .forEach(message -> events.add(new JsonObject(message.toString())));
      new JsonArray(envelope.getJsonObject("Metadata").getString("SystemPropertiesArray"))
          .forEach(bag -> properties.add((JsonObject) bag));
      exchange.sendResponseHeaders(200, TAKEN.length);
      exchange.getResponseBody().write(TAKEN);
    }
  }

  /** The way to it as device pi-1. */
  public HubConfig config() {
    return new HubConfig(
        ConnectionString.read(connection("pi-1"), Optional.empty()),
        authority(),
        "127.0.0.1",
        hub.ports().mqtt(),
        hub.ports().https());
  }

  public Hub.Ports ports() {
    return hub.ports();
  }

  /** The way to it as somebody else. */
  public HubConfig config(HubIdentity identity) {
    return new HubConfig(
        identity, authority(), "127.0.0.1", hub.ports().mqtt(), hub.ports().https());
  }

  /** Device cert-1, with that certificate. */
  public HubConfig certified(CertificateFiles files) {
    return config(ConnectionString.read(connection("cert-1"), Optional.of(files)));
  }

  /** What the hub made for cert-1. */
  public CertificateFiles certificate() {
    Path folder = data.resolve("hub/certificates");
    return new CertificateFiles(folder.resolve("cert-1.pem"), folder.resolve("cert-1-key.pem"));
  }

  /** Says who may register. */
  public void enrol(JsonObject enrolments) throws IOException {
    Files.writeString(data.resolve("hub/enrolments.json"), enrolments.encode());
  }

  /** IoT Edge's workload API for modules of pi-1. */
  public WorkloadApi workload(Path socket) {
    return hub.serveWorkload(new DeviceId("pi-1"), socket);
  }

  /** Somebody at its service side. */
  public Operator operator() {
    return new Operator(
        HubDownloads.client(config()),
        hub.ports().https(),
        data.resolve("hub/policies/iothubowner.txt"));
  }

  public Path connection(String device) {
    return data.resolve("hub/connections/" + device + ".txt");
  }

  public Path authority() {
    return data.resolve("hub/ca.pem");
  }

  public Path blob(String path) {
    return data.resolve("blobs").resolve(path);
  }

  /** CloudEvents as the cloud got them. */
  public List<JsonObject> events() {
    return List.copyOf(events);
  }

  /** The hub's system properties beside them. */
  public List<JsonObject> properties() {
    return List.copyOf(properties);
  }

  @Override
  public void close() {
    hub.close();
    cloud.stop(0);
  }
}
