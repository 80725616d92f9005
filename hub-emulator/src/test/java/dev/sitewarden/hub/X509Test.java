package dev.sitewarden.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.AzureSasCredential;
import com.microsoft.azure.sdk.iot.device.ClientOptions;
import com.microsoft.azure.sdk.iot.device.DeviceClient;
import com.microsoft.azure.sdk.iot.device.FileUploadSasUriRequest;
import com.microsoft.azure.sdk.iot.device.IotHubClientProtocol;
import com.microsoft.azure.sdk.iot.device.Message;
import com.microsoft.azure.sdk.iot.service.auth.AuthenticationType;
import com.microsoft.azure.sdk.iot.service.registry.Device;
import com.microsoft.azure.sdk.iot.service.registry.DeviceStatus;
import com.microsoft.azure.sdk.iot.service.registry.RegistryClient;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.mqtt.MqttClientOptions;
import io.vertx.mqtt.MqttConnectionException;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.HttpsURLConnection;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Devices that prove themselves with a certificate: "cert-1" of the hub's own authority. */
final class X509Test extends HubTest {
  private static final String CERTIFIED_EVENTS = "devices/cert-1/messages/events/";

  private Path certificates = Path.of("");

  @BeforeEach
  void findCertificates() throws Exception {
    certificates = data.resolve("hub/certificates");
    HttpsURLConnection.setDefaultSSLSocketFactory(hub.trust().getSocketFactory());
  }

  @Test
  void microsoftsClientConnectsWithACertificate() throws Exception {
    ClientOptions options =
        ClientOptions.builder()
            .sslContext(ClientTls.of(hub.trusted(), certificates, "cert-1"))
            .build();
    DeviceClient client =
        new DeviceClient(
            "HostName=127.0.0.1;DeviceId=cert-1;x509=true;GatewayHostName=localhost:%d#"
                .formatted(hub.mqttPort()),
            IotHubClientProtocol.MQTT,
            options);
    client.open(false);
    client.sendEvent(new Message("{}"), 20_000);
    client.subscribeToDesiredProperties((desired, context) -> {}, null);
    int version = client.getTwin().getDesiredProperties().getVersion();
    client.close();
    DeviceClient uploader =
        new DeviceClient(
            "HostName=127.0.0.1;DeviceId=cert-1;x509=true;GatewayHostName=localhost:%d"
                .formatted(hub.httpsPort()),
            IotHubClientProtocol.MQTT,
            options);

    String blob =
        uploader.getFileUploadSasUri(new FileUploadSasUriRequest("a/b.jpg")).getBlobName();

    assertThat(cloud.events(1).getFirst().system().getString("iothub-connection-device-id"))
        .isEqualTo("cert-1");
    assertThat(version).isEqualTo(1);
    assertThat(blob).isEqualTo("cert-1/a/b.jpg");
  }

  @Test
  void certificateIsGoodForItsOwnNameOnly() throws Exception {
    registry().addDevice(new Device("cert-2", AuthenticationType.CERTIFICATE_AUTHORITY));

    assertThat(publishes("cert-1", "cert-1")).isTrue();
    assertRefused(options("cert-2", "cert-1"));
    assertRefused(options("pi-1", "cert-1")); // proves itself with a key
    assertRefused(options("pi-9", "cert-1"));
  }

  @Test
  void withoutACertificateThereIsNoWayIn() throws Exception {
    MqttClientOptions options = hub.options("pi-1");
    options.setClientId("cert-1").setUsername(null).setPassword(null);

    assertRefused(options);
  }

  @Test
  void selfSignedCertificateIsGoodByItsThumbprint() throws Exception {
    String thumbprint = SelfSigned.write(certificates, "own-1", Duration.ofDays(1));
    SelfSigned.write(certificates, "other", Duration.ofDays(1));
    Device device = new Device("own-1", AuthenticationType.SELF_SIGNED);
    device.setThumbprint(thumbprint, thumbprint);
    registry().addDevice(device);

    assertThat(publishes("own-1", "own-1")).isTrue();
    assertRefused(options("own-1", "other"));
    assertRefused(options("own-1", "cert-1"));
    assertRefused(options("cert-1", "own-1"));
  }

  @Test
  void expiredCertificateIsRefused() throws Exception {
    clock.advance(Duration.ofDays(398));

    assertRefused(options("cert-1", "cert-1"));
  }

  @Test
  void disabledDeviceIsRefusedWithItsModules() throws Exception {
    RegistryClient registry = registry();
    registry.addModule(new com.microsoft.azure.sdk.iot.service.registry.Module("cert-1", "edge"));
    RawDevice module = device("cert-1/edge");
    Device device = registry.getDevice("cert-1");
    device.setStatus(DeviceStatus.Disabled);
    registry.updateDevice(device);

    assertThat(module.isDropped()).isTrue();
    assertRefused(options("cert-1", "cert-1"));
    assertRefused(hub.options("cert-1/edge"));
  }

  private boolean publishes(String device, String certificate) throws Exception {
    RawDevice connected = new RawDevice(hub.connect(options(device, certificate)));
    connected.publish(CERTIFIED_EVENTS.replace("cert-1", device), "{}", MqttQoS.AT_LEAST_ONCE);
    return connected.acknowledgements(1).size() == 1;
  }

  private MqttClientOptions options(String device, String certificate) throws Exception {
    MqttClientOptions options = hub.options("pi-1");
    options
        .setClientId(device)
        .setUsername("localhost/" + device + RunningHub.API)
        .setPassword(null)
        .setKeyCertOptions(
            new PemKeyCertOptions()
                .setCertPath(certificates.resolve(certificate + ".pem").toString())
                .setKeyPath(certificates.resolve(certificate + "-key.pem").toString()));
    return options;
  }

  private void assertRefused(MqttClientOptions options) {
    assertThatThrownBy(() -> hub.connect(options))
        .cause()
        .isInstanceOfSatisfying(
            MqttConnectionException.class,
            e ->
                assertThat(e.code())
                    .isEqualTo(MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED));
  }

  private RegistryClient registry() throws Exception {
    return new RegistryClient(
        "localhost:" + hub.httpsPort(), new AzureSasCredential(hub.serviceToken("iothubowner")));
  }
}
