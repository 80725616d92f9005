package dev.sitewarden.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.azure.sdk.iot.provisioning.device.ProvisioningDeviceClient;
import com.microsoft.azure.sdk.iot.provisioning.device.ProvisioningDeviceClientRegistrationResult;
import com.microsoft.azure.sdk.iot.provisioning.device.ProvisioningDeviceClientStatus;
import com.microsoft.azure.sdk.iot.provisioning.device.ProvisioningDeviceClientTransportProtocol;
import com.microsoft.azure.sdk.iot.provisioning.security.SecurityProviderX509;
import dev.sitewarden.hub.RawDevice.Received;
import dev.sitewarden.hub.provisioning.Registrations;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.mqtt.MqttClientOptions;
import io.vertx.mqtt.MqttConnectionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Registration as with the Device Provisioning Service. */
final class ProvisioningTest extends HubTest {
  private static final String REGISTER = "$dps/registrations/PUT/iotdps-register/?$rid=";
  private static final String STATUS = "$dps/registrations/GET/iotdps-get-operationstatus/?$rid=";

  private Path certificates = Path.of("");

  @BeforeEach
  void findCertificates() {
    certificates = data.resolve("hub/certificates");
  }

  @Test
  void microsoftsClientRegistersAMemberOfTheGroup() throws Exception {
    SSLContext tls = ClientTls.of(hub.trusted(), certificates, "cert-1");
    ProvisioningDeviceClient client =
        ProvisioningDeviceClient.create(
            "localhost:" + hub.httpsPort(),
            Registrations.ID_SCOPE,
            ProvisioningDeviceClientTransportProtocol.HTTPS,
            new Shown("cert-1", tls));

    ProvisioningDeviceClientRegistrationResult result = client.registerDeviceSync();

    assertThat(result.getProvisioningDeviceClientStatus())
        .isEqualTo(ProvisioningDeviceClientStatus.PROVISIONING_DEVICE_STATUS_ASSIGNED);
    assertThat(result.getDeviceId()).isEqualTo("cert-1");
    assertThat(result.getIothubUri()).isEqualTo("localhost");
  }

  @Test
  void individualRegistersOverMqttAndConnects() throws Exception {
    String thumbprint = SelfSigned.write(certificates, "reg-1", Duration.ofDays(1));
    enrol(new JsonObject().put("deviceId", "gate").put("thumbprint", thumbprint));
    RawDevice registering = registering("reg-1");

    JsonObject state = register(registering, "reg-1");
    MqttClientOptions options = options("reg-1").setClientId("gate");
    RawDevice device = new RawDevice(hub.connect(options));
    device.subscribe("$iothub/twin/res/#");
    Received twin = device.ask("$iothub/twin/GET/?$rid=1", "");

    assertThat(state.getString("assignedHub")).isEqualTo("localhost");
    assertThat(state.getString("deviceId")).isEqualTo("gate");
    assertThat(twin.json().getJsonObject("desired").getString("mode")).isEqualTo("collect");
  }

  @Test
  void registeringAgainKeepsTheTwin() throws Exception {
    String thumbprint = SelfSigned.write(certificates, "reg-1", Duration.ofDays(1));
    enrol(new JsonObject().put("thumbprint", thumbprint));
    register(registering("reg-1"), "reg-1");
    register(registering("reg-1"), "reg-1");

    RawDevice device = new RawDevice(hub.connect(options("reg-1")));
    device.subscribe("$iothub/twin/res/#");

    JsonObject desired = device.ask("$iothub/twin/GET/?$rid=1", "").json().getJsonObject("desired");
    assertThat(desired.getInteger("$version")).isEqualTo(2);
  }

  @Test
  void strangersMayNotRegister() throws Exception {
    String thumbprint = SelfSigned.write(certificates, "reg-1", Duration.ofDays(1));
    SelfSigned.write(certificates, "reg-2", Duration.ofDays(1));

    assertRefused(options("reg-2")); // nobody enrolled it
    assertRefused(options("cert-1").setClientId("cert-2")); // not its certificate
    enrol(new JsonObject().put("thumbprint", thumbprint).put("status", "disabled"));
    assertRefused(options("reg-1"));
  }

  @Test
  void otherTopicCostsTheConnection() throws Exception {
    RawDevice device = registering("cert-1");

    device.publish("$iothub/twin/GET/?$rid=1", "", MqttQoS.AT_LEAST_ONCE);

    assertThat(device.isDropped()).isTrue();
  }

  private static JsonObject register(RawDevice device, String id) throws Exception {
    String body = new JsonObject().put("registrationId", id).encode();
    Received answer = device.ask(REGISTER + "1", body);
    for (int i = 2; answer.topic().contains("/res/202/"); i++) {
      String operation = answer.json().getString("operationId");
      answer = device.ask(STATUS + i + "&operationId=" + operation, "");
    }
    assertThat(answer.json().getString("status")).isEqualTo("assigned");
    return answer.json().getJsonObject("registrationState");
  }

  private RawDevice registering(String id) throws Exception {
    RawDevice device = new RawDevice(hub.connect(options(id), hub.provisioningPort()));
    device.subscribe("$dps/registrations/res/#");
    return device;
  }

  private void enrol(JsonObject entry) throws Exception {
    JsonObject desired = new JsonObject().put("desired", new JsonObject().put("mode", "collect"));
    entry
        .put("registrationId", "reg-1")
        .put("initialTwin", new JsonObject().put("properties", desired));
    Files.writeString(
        data.resolve("hub/enrolments.json"),
        new JsonObject().put("individual", new JsonArray().add(entry)).encode());
  }

  private MqttClientOptions options(String id) throws Exception {
    MqttClientOptions options = hub.options("pi-1");
    options
        .setClientId(id)
        .setUsername(Registrations.ID_SCOPE + "/registrations/" + id + "/api-version=2019-03-31")
        .setPassword(null)
        .setKeyCertOptions(
            new PemKeyCertOptions()
                .setCertPath(certificates.resolve(id + ".pem").toString())
                .setKeyPath(certificates.resolve(id + "-key.pem").toString()));
    return options;
  }

  private void assertRefused(MqttClientOptions options) {
    assertThatThrownBy(() -> hub.connect(options, hub.provisioningPort()))
        .cause()
        .isInstanceOf(MqttConnectionException.class);
  }

  /** Leaves TLS to the test's own context. */
  private static final class Shown extends SecurityProviderX509 {
    private final String name;
    private final SSLContext tls;

    Shown(String name, SSLContext tls) {
      this.name = name;
      this.tls = tls;
    }

    @Override
    public String getClientCertificateCommonName() {
      return name;
    }

    @Override
    public SSLContext getSSLContext() {
      return tls;
    }

    @Override
    public X509Certificate getClientCertificate() {
      throw new IllegalStateException("the context shows it");
    }

    @Override
    public Key getClientPrivateKey() {
      throw new IllegalStateException("the context has it");
    }

    @Override
    public Collection<X509Certificate> getIntermediateCertificatesChain() {
      return List.of();
    }
  }
}
