package dev.sitewarden.hub;

import dev.sitewarden.domain.site.DeviceId;
import dev.sitewarden.hub.functions.QueueBound;
import dev.sitewarden.hub.provisioning.WorkloadApi;
import io.vertx.core.Vertx;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.mqtt.MqttClient;
import io.vertx.mqtt.MqttClientOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A hub on free ports with pi-1 and pi-2, which have keys, cert-1, which has a certificate, and
 * what a device needs to talk to it.
 */
final class RunningHub implements AutoCloseable {
  static final String API = "/?api-version=2021-04-12";

  static final int MAX_BLOB_BYTES = 100_000;
  private static final List<DeviceId> DEVICES = List.of(new DeviceId("pi-1"), new DeviceId("pi-2"));

  private final Path data;
  private final Hub hub;
  private final Vertx vertx = Vertx.vertx();

  RunningHub(Path data, RecordingCloud cloud, InstantSource clock) throws Exception {
    this(data, cloud, HubSettings.QUEUE_BOUND, clock);
  }

  RunningHub(Path data, RecordingCloud cloud, QueueBound bound, InstantSource clock)
      throws Exception {
    this.data = data;
    this.hub =
        Hub.start(
            new HubSettings(
                data,
                0,
                0,
                0,
                cloud.address(),
                "IngestTelemetry",
                DEVICES,
                List.of(new DeviceId("cert-1")),
                bound,
                MAX_BLOB_BYTES),
            clock);
  }

  WorkloadApi workload(String device, Path socket) {
    return hub.serveWorkload(new DeviceId(device), socket);
  }

  int mqttPort() {
    return hub.ports().mqtt();
  }

  int provisioningPort() {
    return hub.ports().provisioning();
  }

  int httpsPort() {
    return hub.ports().https();
  }

  String key(String device) throws IOException {
    String file = device.contains("/") ? "modules/" + device : device;
    return keyIn("hub/connections/" + file + ".txt");
  }

  private String keyIn(String file) throws IOException {
    String text = Files.readString(data.resolve(file)).strip();
    return text.substring(text.indexOf("SharedAccessKey=") + "SharedAccessKey=".length());
  }

  /** An hour's token of one of the service side's policies. */
  String serviceToken(String policy) throws Exception {
    String key = keyIn("hub/policies/" + policy + ".txt");
    return token("localhost", key, Instant.now().plusSeconds(3600)) + "&skn=" + policy;
  }

  /** A good token for the device, that ends then. */
  String token(String device, Instant until) throws Exception {
    return token("localhost/devices/" + device.replace("/", "/modules/"), key(device), until);
  }

  /** A token as devices make it: the scope URL-encoded, signed as sent. */
  static String token(String scope, String key, Instant until) throws GeneralSecurityException {
    String resource = URLEncoder.encode(scope, StandardCharsets.UTF_8);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(Base64.getDecoder().decode(key), "HmacSHA256"));
    byte[] text = (resource + "\n" + until.getEpochSecond()).getBytes(StandardCharsets.UTF_8);
    String signature =
        URLEncoder.encode(
            Base64.getEncoder().encodeToString(mac.doFinal(text)), StandardCharsets.UTF_8);
    return "SharedAccessSignature sig=%s&se=%d&sr=%s"
        .formatted(signature, until.getEpochSecond(), resource);
  }

  /** Trusts the hub's own authority and nothing else. */
  SSLContext trust() throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trusted().getTrustManagers(), null);
    return context;
  }

  /** The hub's own authority and nothing else. */
  TrustManagerFactory trusted() throws Exception {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream pem = Files.newInputStream(data.resolve("hub/ca.pem"))) {
      store.setCertificateEntry(
          "hub", CertificateFactory.getInstance("X.509").generateCertificate(pem));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    return trust;
  }

  MqttClientOptions options(String device) throws Exception {
    MqttClientOptions options = new MqttClientOptions();
    options
        .setClientId(device)
        .setUsername("localhost/" + device + API)
        .setPassword(token(device, Instant.now().plusSeconds(3600)))
        .setAckTimeout(-1)
        .setMaxInflightQueue(1000)
        .setSsl(true)
        .setHostnameVerificationAlgorithm("HTTPS")
        .setTrustOptions(new PemTrustOptions().addCertPath(data.resolve("hub/ca.pem").toString()));
    return options;
  }

  /** Connects a raw MQTT client, or throws what the hub answered. */
  MqttClient connect(MqttClientOptions options) throws Exception {
    return connect(options, mqttPort());
  }

  MqttClient connect(MqttClientOptions options, int port) throws Exception {
    MqttClient client = MqttClient.create(vertx, options);
    client
        .connect(port, "localhost")
        .toCompletionStage()
        .toCompletableFuture()
        .get(20, TimeUnit.SECONDS);
    return client;
  }

  MqttClient connect(String device) throws Exception {
    return connect(options(device));
  }

  @Override
  public void close() {
    hub.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
