package dev.sitewarden.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.AzureSasCredential;
import com.microsoft.azure.sdk.iot.device.ClientOptions;
import com.microsoft.azure.sdk.iot.device.DeviceClient;
import com.microsoft.azure.sdk.iot.device.IotHubClientProtocol;
import com.microsoft.azure.sdk.iot.device.ModuleClient;
import com.microsoft.azure.sdk.iot.service.exceptions.IotHubBadFormatException;
import com.microsoft.azure.sdk.iot.service.exceptions.IotHubGatewayTimeoutException;
import com.microsoft.azure.sdk.iot.service.exceptions.IotHubNotFoundException;
import com.microsoft.azure.sdk.iot.service.methods.DirectMethodRequestOptions;
import com.microsoft.azure.sdk.iot.service.methods.DirectMethodResponse;
import com.microsoft.azure.sdk.iot.service.methods.DirectMethodsClient;
import com.microsoft.azure.sdk.iot.service.registry.Module;
import com.microsoft.azure.sdk.iot.service.registry.RegistryClient;
import dev.sitewarden.hub.RawDevice.Received;
import io.netty.handler.codec.mqtt.MqttQoS;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.HttpsURLConnection;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Direct methods, called with Microsoft's service client. */
final class MethodTest extends HubTest {
  private static final String POST = "$iothub/methods/POST/#";

  @BeforeEach
  void trustTheHub() throws Exception {
    HttpsURLConnection.setDefaultSSLSocketFactory(hub.trust().getSocketFactory());
  }

  @Test
  void microsoftsDeviceClientAnswers() throws Exception {
    DeviceClient device =
        new DeviceClient(
            "HostName=127.0.0.1;DeviceId=pi-1;SharedAccessKey=%s;GatewayHostName=localhost:%d#"
                .formatted(hub.key("pi-1"), hub.mqttPort()),
            IotHubClientProtocol.MQTT,
            ClientOptions.builder().sslContext(hub.trust()).build());
    device.open(false);
    device.subscribeToMethods(
        (name, payload, context) ->
            new com.microsoft.azure.sdk.iot.device.twin.DirectMethodResponse(
                207, Map.of("name", name, "got", payload.getPayloadAsJsonElement())),
        null);

    DirectMethodResponse answer = methods().invoke("pi-1", "snapshot", camera());
    device.close();

    assertThat(answer.getStatus()).isEqualTo(207);
    assertThat(answer.getPayloadAsJsonString())
        .contains("\"name\":\"snapshot\"")
        .contains("\"got\":{\"camera\":\"gate\"}");
  }

  @Test
  void microsoftsModuleClientAnswers() throws Exception {
    new RegistryClient(host(), credential("iothubowner")).addModule(new Module("pi-1", "edge"));
    ModuleClient module =
        new ModuleClient(
            "HostName=127.0.0.1;DeviceId=pi-1;ModuleId=edge;SharedAccessKey=%s;GatewayHostName=localhost:%d#"
                .formatted(hub.key("pi-1/edge"), hub.mqttPort()),
            IotHubClientProtocol.MQTT,
            ClientOptions.builder().sslContext(hub.trust()).build());
    module.open(false);
    module.subscribeToMethods(
        (name, payload, context) ->
            new com.microsoft.azure.sdk.iot.device.twin.DirectMethodResponse(200, "done"),
        null);

    DirectMethodResponse answer = methods().invoke("pi-1", "edge", "snapshot");
    module.close();

    assertThat(answer.getStatus()).isEqualTo(200);
    assertThat(answer.getPayload(String.class)).isEqualTo("done");
  }

  @Test
  void callIsWhatTheTopicSays() throws Exception {
    RawDevice device = device("pi-1");
    device.subscribe(POST);

    CompletableFuture<DirectMethodResponse> answer = invoke(camera());
    Received call = device.next();
    device.publish(
        call.topic().replace("POST/snapshot", "res/200"), "[1,2]", MqttQoS.AT_LEAST_ONCE);

    assertThat(call.topic()).matches("\\$iothub/methods/POST/snapshot/\\?\\$rid=[0-9a-f]+");
    assertThat(call.body()).isEqualTo("{\"camera\":\"gate\"}");
    assertThat(answer.get(20, TimeUnit.SECONDS).getPayloadAsJsonString()).isEqualTo("[1,2]");
  }

  @Test
  void deviceThatIsAwayIsNotFound() throws Exception {
    DirectMethodRequestOptions now =
        DirectMethodRequestOptions.builder().methodConnectTimeoutSeconds(0).build();

    assertThatThrownBy(() -> methods().invoke("pi-1", "snapshot", now))
        .isInstanceOf(IotHubNotFoundException.class)
        .hasMessageContaining("not online");
    device("pi-1"); // is there and listens to no methods
    assertThatThrownBy(() -> methods().invoke("pi-1", "snapshot", now))
        .isInstanceOf(IotHubNotFoundException.class);
    assertThatThrownBy(() -> methods().invoke("pi-9", "snapshot", now))
        .isInstanceOf(IotHubNotFoundException.class)
        .hasMessageContaining("no identity pi-9");
  }

  @Test
  void callWaitsForADeviceThatConnectsInTime() throws Exception {
    CompletableFuture<DirectMethodResponse> answer =
        invoke(DirectMethodRequestOptions.builder().methodConnectTimeoutSeconds(60).build());
    RawDevice device = device("pi-1");
    device.subscribe(POST);

    Received call = device.next();
    device.publish(call.topic().replace("POST/snapshot", "res/200"), "", MqttQoS.AT_LEAST_ONCE);

    assertThat(answer.get(20, TimeUnit.SECONDS).getStatus()).isEqualTo(200);
  }

  @Test
  void deviceThatDoesNotAnswerTimesOut() throws Exception {
    RawDevice device = device("pi-1");
    device.subscribe(POST);

    CompletableFuture<DirectMethodResponse> answer =
        invoke(DirectMethodRequestOptions.builder().methodResponseTimeoutSeconds(5).build());
    Received call = device.next();

    assertThatThrownBy(() -> answer.get(20, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .cause()
        .isInstanceOf(IotHubGatewayTimeoutException.class);
    device.publish(call.topic().replace("POST/snapshot", "res/200"), "", MqttQoS.AT_LEAST_ONCE);
    assertThat(device.acknowledgements(1)).hasSize(1); // too late, and no reason to drop it
  }

  @Test
  void callOutsideTheLimitsIsRefused() throws Exception {
    DirectMethodRequestOptions large =
        DirectMethodRequestOptions.builder().payload("x".repeat(130 * 1024)).build();
    DirectMethodRequestOptions patient =
        DirectMethodRequestOptions.builder().methodResponseTimeoutSeconds(301).build();

    assertThatThrownBy(() -> methods().invoke("pi-1", "snapshot", large))
        .isInstanceOf(IotHubBadFormatException.class);
    assertThatThrownBy(() -> methods().invoke("pi-1", "snapshot", patient))
        .isInstanceOf(IotHubBadFormatException.class);
  }

  @Test
  void anotherDevicesAnswerDoesNotCount() throws Exception {
    RawDevice device = device("pi-1");
    RawDevice other = device("pi-2");
    device.subscribe(POST);
    CompletableFuture<DirectMethodResponse> answer = invoke(camera());
    String topic = device.next().topic();

    other.publish(topic.replace("POST/snapshot", "res/500"), "", MqttQoS.AT_LEAST_ONCE);
    other.acknowledgements(1);
    device.publish(topic.replace("POST/snapshot", "res/200"), "", MqttQoS.AT_LEAST_ONCE);

    assertThat(answer.get(20, TimeUnit.SECONDS).getStatus()).isEqualTo(200);
  }

  private static DirectMethodRequestOptions camera() {
    return DirectMethodRequestOptions.builder().payload(Map.of("camera", "gate")).build();
  }

  private CompletableFuture<DirectMethodResponse> invoke(DirectMethodRequestOptions options) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return methods().invoke("pi-1", "snapshot", options);
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private DirectMethodsClient methods() throws Exception {
    return new DirectMethodsClient(host(), credential("service"));
  }

  private String host() {
    return "localhost:" + hub.httpsPort();
  }

  private AzureSasCredential credential(String policy) throws Exception {
    return new AzureSasCredential(hub.serviceToken(policy));
  }
}
