package dev.sitewarden.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.credential.AzureSasCredential;
import com.microsoft.azure.sdk.iot.service.registry.Module;
import com.microsoft.azure.sdk.iot.service.registry.RegistryClient;
import dev.sitewarden.hub.identity.ModuleId;
import dev.sitewarden.hub.provisioning.WorkloadApi;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.json.JsonObject;
import io.vertx.mqtt.MqttClientOptions;
import java.net.StandardProtocolFamily;
import java.net.URLEncoder;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.HttpsURLConnection;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** IoT Edge's workload API: a module gets its token without ever seeing its key. */
final class WorkloadTest extends HubTest {
  private static final String VERSION = "?api-version=2018-06-28";

  private Path socket = Path.of("");
  private @Nullable WorkloadApi api;
  private Map<String, String> environment = Map.of();

  @BeforeEach
  void openWorkloadApi() throws Exception {
    HttpsURLConnection.setDefaultSSLSocketFactory(hub.trust().getSocketFactory());
    new RegistryClient(
            "localhost:" + hub.httpsPort(), new AzureSasCredential(hub.serviceToken("iothubowner")))
        .addModule(new Module("pi-1", "edge"));
    socket = data.resolve("workload.sock");
    WorkloadApi opened = hub.workload("pi-1", socket);
    api = opened;
    environment = opened.environment(new ModuleId("edge"));
  }

  @AfterEach
  void closeWorkloadApi() {
    Objects.requireNonNull(api).close();
    assertThat(socket).doesNotExist();
  }

  @Test
  void signedTokenLetsTheModuleIn() throws Exception {
    long expiry = Instant.now().plusSeconds(3600).getEpochSecond();
    String resource =
        URLEncoder.encode("localhost/devices/pi-1/modules/edge", StandardCharsets.UTF_8);
    String digest = sign(resource + "\n" + expiry).getString("digest");
    MqttClientOptions options = hub.options("pi-1/edge");
    options.setPassword(
        "SharedAccessSignature sr=%s&sig=%s&se=%d"
            .formatted(resource, URLEncoder.encode(digest, StandardCharsets.UTF_8), expiry));

    RawDevice module = new RawDevice(hub.connect(options));
    module.publish("devices/pi-1/modules/edge/messages/events/", "{}", MqttQoS.AT_LEAST_ONCE);

    JsonObject system = cloud.events(1).getFirst().system();
    assertThat(system.getString("iothub-connection-device-id")).isEqualTo("pi-1");
    assertThat(system.getString("iothub-connection-module-id")).isEqualTo("edge");
    assertThat(module.acknowledgements(1)).hasSize(1);
  }

  @Test
  void trustBundleIsTheHubsAuthority() throws Exception {
    String answer = exchange("GET", "/trust-bundle" + VERSION, "");

    assertThat(new JsonObject(body(answer)).getString("certificate"))
        .isEqualTo(Files.readString(data.resolve("hub/ca.pem")));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "another path        | GET  | /modules                        | 404",
        "no version          | GET  | /trust-bundle                   | 400",
        "an unknown module   | POST | /modules/none/genid/1/sign      | 404",
        "another generation  | POST | /modules/edge/genid/none/sign   | 404",
      })
  void requestIsRefused(String name, String method, String path, int status) throws Exception {
    String target = status == 400 ? path : path + VERSION;

    assertThat(exchange(method, target, signRequest("x"))).startsWith("HTTP/1.1 " + status);
  }

  JsonObject sign(String text) throws Exception {
    String generation = environment.getOrDefault("IOTEDGE_MODULEGENERATIONID", "");
    String target = "/modules/edge/genid/%s/sign%s".formatted(generation, VERSION);
    return new JsonObject(body(exchange("POST", target, signRequest(text))));
  }

  private static String signRequest(String text) {
    return new JsonObject()
        .put("keyId", "primary")
        .put("algo", "HMACSHA256")
        .put("data", Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)))
        .encode();
  }

  private static String body(String answer) {
    assertThat(answer).startsWith("HTTP/1.1 200 ");
    return answer.substring(answer.indexOf("\r\n\r\n") + 4);
  }

  private String exchange(String method, String target, String body) throws Exception {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      String request =
          "%s %s HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n%s"
              .formatted(method, target, body.length(), body);
      channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8)));
      return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
