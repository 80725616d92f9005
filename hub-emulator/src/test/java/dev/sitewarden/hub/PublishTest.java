package dev.sitewarden.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.hub.RecordingCloud.Event;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttClientOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a connected device may say, and what costs it the connection. */
final class PublishTest extends HubTest {

  @Test
  void propertyBagBecomesProperties() throws Exception {
    String bag = "$.mid=m-1&%24.ct=application%2Fjson&$.ce=utf-8&type=a%20b&flag&$.cdid=pi-2";

    device("pi-1").publish(EVENTS + bag, "{}", MqttQoS.AT_LEAST_ONCE);

    Event event = cloud.events(1).getFirst();
    assertThat(event.system().getString("message-id")).isEqualTo("m-1");
    assertThat(event.system().getString("content-type")).isEqualTo("application/json");
    assertThat(event.system().getString("content-encoding")).isEqualTo("utf-8");
    assertThat(event.system().getString("iothub-connection-device-id")).isEqualTo("pi-1");
    assertThat(event.properties().getMap()).containsOnlyKeys("type", "flag");
    assertThat(event.properties().getString("type")).isEqualTo("a b");
  }

  @Test
  void retainBecomesAProperty() throws Exception {
    device("pi-1").publish(EVENTS, Buffer.buffer("kept"), MqttQoS.AT_LEAST_ONCE, true);

    assertThat(cloud.events(1).getFirst().properties().getString("mqtt-retain")).isEqualTo("true");
  }

  @Test
  void messageOfQosZeroArrivesWithoutAcknowledgement() throws Exception {
    RawDevice device = device("pi-1");

    device.publish(EVENTS, "whatever", MqttQoS.AT_MOST_ONCE);

    assertThat(cloud.events(1)).extracting(Event::body).containsExactly("whatever");
    assertThat(device.hasNoAcknowledgement()).isTrue();
  }

  @Test
  void messageOfQosTwoCostsTheConnection() throws Exception {
    RawDevice device = device("pi-1");

    device.publish(EVENTS, "exactly once?", MqttQoS.EXACTLY_ONCE);

    assertThat(device.isDropped()).isTrue();
    assertThat(cloud.sawNothingMore()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "devices/pi-2/messages/events/",
        "devices/pi-1/modules/m/messages/events/",
        "devices/pi-1/messages/eventsX",
        "devices/pi-1/messages/devicebound/",
        "devices/pi-1/messages/events/broken=%ZZ",
        "devices/pi-1/messages/events/$.nonsense=1",
        "anything",
        "$iothub/twin/GET/",
        "$iothub/twin/PUT/?$rid=1",
        "$iothub/twin/PATCH/properties/desired/?$rid=1",
      })
  void topicCostsTheConnection(String topic) throws Exception {
    RawDevice device = device("pi-1");

    device.publish(topic, "{}", MqttQoS.AT_LEAST_ONCE);

    assertThat(device.isDropped()).isTrue();
    assertThat(cloud.sawNothingMore()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {256 * 1024, 300_000, 300 * 1024, 1024 * 1024})
  void messageAboveTheLimitCostsTheConnection(int bytes) throws Exception {
    RawDevice device = device("pi-1");

    device.publishInVain(EVENTS, Buffer.buffer(new byte[bytes]));

    assertThat(device.isDropped()).isTrue();
    assertThat(cloud.sawNothingMore()).isTrue();
  }

  @Test
  void largestMessageArrives() throws Exception {
    RawDevice device = device("pi-1");
    String body = "x".repeat(256 * 1024 - EVENTS.length());

    int id = device.publish(EVENTS, body, MqttQoS.AT_LEAST_ONCE);

    assertThat(cloud.events(1).getFirst().body()).isEqualTo(body);
    assertThat(device.acknowledgements(1)).containsExactly(id);
  }

  @Test
  void willArrivesWhenTheConnectionBreaks() throws Exception {
    new RawDevice(hub.connect(optionsWithWill(EVENTS + "why=lost")));

    RawDevice second = device("pi-1"); // takes the first one's place, which never said goodbye

    Event event = cloud.events(1).getFirst();
    assertThat(event.body()).isEqualTo("gone");
    assertThat(event.properties().getString("iothub-MessageType")).isEqualTo("Will");
    assertThat(event.properties().getString("why")).isEqualTo("lost");
    second.sayGoodbye();
  }

  @Test
  void willStaysUnsaidAfterAGoodbye() throws Exception {
    RawDevice first = new RawDevice(hub.connect(optionsWithWill(EVENTS)));
    first.sayGoodbye();

    device("pi-1").publish(EVENTS, "later", MqttQoS.AT_LEAST_ONCE);

    assertThat(cloud.events(1)).extracting(Event::body).containsExactly("later");
  }

  @Test
  void fiveSubscriptionsAreGrantedAndASixthCostsTheConnection() throws Exception {
    RawDevice device = device("pi-1");

    device.subscribe("devices/pi-1/messages/devicebound/#");
    device.subscribe("$iothub/twin/res/#");
    device.subscribe("$iothub/twin/PATCH/properties/desired/#");
    device.subscribe("$iothub/methods/POST/#");
    device.subscribe("$iothub/methods/POST/reboot/#");
    device.publish(EVENTS, "still welcome", MqttQoS.AT_LEAST_ONCE);
    int acknowledged = device.acknowledgements(1).size();
    device.subscribe("$iothub/methods/POST/stop/#");

    assertThat(acknowledged).isEqualTo(1);
    assertThat(device.isDropped()).isTrue();
  }

  @Test
  void subscriptionsOutliveAConnectionThatAskedForIt() throws Exception {
    MqttClientOptions options = hub.options("pi-1").setCleanSession(false);
    RawDevice first = new RawDevice(hub.connect(options));
    for (String name : new String[] {"a", "b", "c", "d", "e"}) {
      first.subscribe("$iothub/methods/POST/%s/#".formatted(name));
    }
    first.publish(EVENTS, "all five are granted", MqttQoS.AT_LEAST_ONCE);
    first.acknowledgements(1);
    first.sayGoodbye();

    RawDevice second = new RawDevice(hub.connect(options));
    second.subscribe("$iothub/methods/POST/f/#");

    assertThat(second.isDropped()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"#", "devices/pi-2/messages/devicebound/#", "devices/+/messages/#"})
  void subscriptionCostsTheConnection(String filter) throws Exception {
    RawDevice device = device("pi-1");

    device.subscribe(filter);

    assertThat(device.isDropped()).isTrue();
  }

  private MqttClientOptions optionsWithWill(String topic) throws Exception {
    MqttClientOptions options = hub.options("pi-1");
    return options
        .setWillFlag(true)
        .setWillTopic(topic)
        .setWillMessageBytes(Buffer.buffer("gone"))
        .setWillQoS(1);
  }
}
