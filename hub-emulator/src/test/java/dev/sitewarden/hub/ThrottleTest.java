package dev.sitewarden.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.AzureSasCredential;
import com.microsoft.azure.sdk.iot.service.exceptions.IotHubTooManyRequestsException;
import com.microsoft.azure.sdk.iot.service.twin.TwinClient;
import dev.sitewarden.hub.RawDevice.Received;
import io.netty.handler.codec.mqtt.MqttQoS;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import javax.net.ssl.HttpsURLConnection;
import org.junit.jupiter.api.Test;

/** A hub that behaves as if its limits were reached, once it is told to. */
final class ThrottleTest extends HubTest {
  @Test
  void twinsAreRefusedUntilItIsOver() throws Exception {
    HttpsURLConnection.setDefaultSSLSocketFactory(hub.trust().getSocketFactory());
    TwinClient twins =
        new TwinClient(
            "localhost:" + hub.httpsPort(), new AzureSasCredential(hub.serviceToken("service")));
    RawDevice device = device("pi-1");
    device.subscribe("$iothub/twin/res/#");

    int set = throttle("{\"refuse\":true}");
    Received get = device.ask("$iothub/twin/GET/?$rid=1", "");
    Received report = device.ask("$iothub/twin/PATCH/properties/reported/?$rid=2", "{}");

    assertThat(set).isEqualTo(204);
    assertThat(get.topic()).isEqualTo("$iothub/twin/res/429/?$rid=1");
    assertThat(report.topic()).isEqualTo("$iothub/twin/res/429/?$rid=2");
    assertThatThrownBy(() -> twins.get("pi-1")).isInstanceOf(IotHubTooManyRequestsException.class);
    throttle("{\"refuse\":false}");
    assertThat(device.ask("$iothub/twin/GET/?$rid=3", "").topic()).contains("/res/200/");
  }

  @Test
  void delayedTelemetryArrivesInOrder() throws Exception {
    throttle("{\"delay-ms\":50}");
    RawDevice device = device("pi-1");

    for (int i = 0; i < 20; i++) {
      device.publish(EVENTS, String.valueOf(i), MqttQoS.AT_LEAST_ONCE);
    }

    assertThat(device.acknowledgements(20)).isSorted();
    assertThat(cloud.events(20)).extracting(RecordingCloud.Event::body).startsWith("0", "1", "2");
  }

  private int throttle(String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("https://localhost:%d/emulator/throttle".formatted(hub.httpsPort())))
            .header("Authorization", hub.serviceToken("iothubowner"))
            .PUT(BodyPublishers.ofString(body))
            .build();
    try (HttpClient http = HttpClient.newBuilder().sslContext(hub.trust()).build()) {
      return http.send(request, BodyHandlers.discarding()).statusCode();
    }
  }
}
