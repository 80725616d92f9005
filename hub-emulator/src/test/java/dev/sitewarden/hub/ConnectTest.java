package dev.sitewarden.hub;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.mqtt.MqttClientOptions;
import io.vertx.mqtt.MqttConnectionException;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may connect, and for how long. */
final class ConnectTest extends HubTest {
  private final Instant later = Instant.now().plusSeconds(3600);

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "wrong key,              localhost/devices/pi-1,           pi-2, 3600",
    "another device's scope, localhost/devices/pi-2,           pi-1, 3600",
    "the whole hub's scope,  localhost,                        pi-1, 3600",
    "another hub's scope,    hub.azure-devices.net/devices/pi-1, pi-1, 3600",
    "expired,                localhost/devices/pi-1,           pi-1, -1",
  })
  void tokenIsRefused(String name, String scope, String keyOf, int seconds) throws Exception {
    MqttClientOptions options = hub.options("pi-1");
    options.setPassword(
        RunningHub.token(scope, hub.key(keyOf), Instant.now().plusSeconds(seconds)));

    assertRefused(options, MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED);
  }

  @Test
  void deviceThatIsNotEnrolledIsRefused() throws Exception {
    MqttClientOptions options = hub.options("pi-1");
    options.setClientId("pi-9").setUsername("localhost/pi-9" + RunningHub.API);
    options.setPassword(RunningHub.token("localhost/devices/pi-9", hub.key("pi-1"), later));

    assertRefused(options, MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED);
  }

  @Test
  void clientIdMustBeTheUsernamesDevice() throws Exception {
    MqttClientOptions options = hub.options("pi-1");
    options.setClientId("pi-2");

    assertRefused(options, MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED);
  }

  @ParameterizedTest
  @CsvSource({
    "pi-1",
    "localhost/pi-1",
    "localhost/pi-1/?model=x",
    "hub.azure-devices.net/pi-1/?api-version=2021-04-12",
  })
  void usernameIsRefused(String username) throws Exception {
    MqttClientOptions options = hub.options("pi-1");
    options.setUsername(username);

    assertRefused(options, MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USER_NAME_OR_PASSWORD);
  }

  @Test
  void missingPasswordIsRefused() throws Exception {
    MqttClientOptions options = hub.options("pi-1");
    options.setUsername(null).setPassword(null);

    assertRefused(options, MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED);
  }

  @Test
  void plainTextIsNoWayIn() throws Exception {
    MqttClientOptions options = hub.options("pi-1");
    options.setSsl(false);

    assertThatThrownBy(() -> hub.connect(options)).isInstanceOf(ExecutionException.class);
  }

  @Test
  void connectionEndsWithItsToken() throws Exception {
    MqttClientOptions options = hub.options("pi-1");
    options.setPassword(hub.token("pi-1", Instant.now().plusSeconds(4)));

    RawDevice device = new RawDevice(hub.connect(options));

    assertThat(device.isDropped()).isTrue();
  }

  @Test
  void secondConnectionEndsTheFirst() throws Exception {
    RawDevice first = device("pi-1");
    RawDevice second = device("pi-1");

    boolean dropped = first.isDropped();
    int id = second.publish(EVENTS, "still here", MqttQoS.AT_LEAST_ONCE);

    assertThat(dropped).isTrue();
    assertThat(second.acknowledgements(1)).containsExactly(id);
  }

  @Test
  void devicesDoNotDisturbEachOther() throws Exception {
    RawDevice first = device("pi-1");
    RawDevice second = device("pi-2");

    first.publish(EVENTS, "one", MqttQoS.AT_LEAST_ONCE);
    second.publish("devices/pi-2/messages/events/", "two", MqttQoS.AT_LEAST_ONCE);

    assertThat(cloud.events(2))
        .extracting(e -> e.system().getString("iothub-connection-device-id") + " " + e.body())
        .containsExactlyInAnyOrder("pi-1 one", "pi-2 two");
  }

  @Test
  void pahoConnectsAndPublishes() throws Exception {
    MqttConnectOptions options = new MqttConnectOptions();
    options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
    options.setCleanSession(false);
    options.setUserName("localhost/pi-1" + RunningHub.API);
    options.setPassword(hub.token("pi-1", later).toCharArray());
    options.setSocketFactory(hub.trust().getSocketFactory());
    try (MqttClient paho =
        new MqttClient("ssl://localhost:" + hub.mqttPort(), "pi-1", new MemoryPersistence())) {
      paho.connect(options);

      paho.publish(
          EVENTS + "%24.mid=m-1&%24.ct=application%2Fjson", "{}".getBytes(US_ASCII), 1, false);

      assertThat(cloud.events(1).getFirst().system().getString("message-id")).isEqualTo("m-1");
      paho.disconnect();
    }
  }

  private void assertRefused(MqttClientOptions options, MqttConnectReturnCode code) {
    assertThatThrownBy(() -> hub.connect(options))
        .cause()
        .isInstanceOfSatisfying(
            MqttConnectionException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
