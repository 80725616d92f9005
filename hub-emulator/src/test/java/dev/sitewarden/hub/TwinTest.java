package dev.sitewarden.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.hub.RawDevice.Received;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The device's side of its twin. */
final class TwinTest extends HubTest {
  private static final String REPORT = "$iothub/twin/PATCH/properties/reported/?$rid=";

  @Test
  void newTwinIsEmptyAtVersionOne() throws Exception {
    Received answer = listening("pi-1").ask("$iothub/twin/GET/?$rid=1a", "");

    assertThat(answer.topic()).isEqualTo("$iothub/twin/res/200/?$rid=1a");
    assertThat(answer.json())
        .isEqualTo(new JsonObject("{\"desired\":{\"$version\":1},\"reported\":{\"$version\":1}}"));
  }

  @Test
  void requestsOfQosOneAreAcknowledged() throws Exception {
    RawDevice device = listening("pi-1");

    int get = device.publish("$iothub/twin/GET/?$rid=1", "", MqttQoS.AT_LEAST_ONCE);
    int report = device.publish(REPORT + "2", "{\"a\":1}", MqttQoS.AT_LEAST_ONCE);

    assertThat(device.acknowledgements(2)).containsExactly(get, report);
  }

  @Test
  void reportsMergeAndNullRemoves() throws Exception {
    RawDevice device = listening("pi-1");
    device.ask(REPORT + "1", "{\"model\":{\"version\":\"5\",\"ac\":202},\"list\":[1,{\"a\":2}]}");

    Received second =
        device.ask(REPORT + "2", "{\"model\":{\"ac\":200,\"none\":null},\"list\":null}");
    Received twin = device.ask("$iothub/twin/GET/?$rid=3", "");

    assertThat(second.topic()).isEqualTo("$iothub/twin/res/204/?$rid=2&$version=3");
    assertThat(twin.json().getJsonObject("reported"))
        .isEqualTo(new JsonObject("{\"model\":{\"version\":\"5\",\"ac\":200},\"$version\":3}"));
  }

  @Test
  void reportOutlivesTheHub() throws Exception {
    listening("pi-1").ask(REPORT + "1", "{\"mode\":\"detect\"}");
    hub.close();

    hub = new RunningHub(data, cloud, clock);
    Received twin = listening("pi-1").ask("$iothub/twin/GET/?$rid=2", "");

    assertThat(twin.json().getJsonObject("reported").getString("mode")).isEqualTo("detect");
    assertThat(data.resolve("hub/twins/pi-1/twin.json")).exists();
  }

  @Test
  void twinsAreApart() throws Exception {
    listening("pi-1").ask(REPORT + "1", "{\"mode\":\"detect\"}");

    Received other = listening("pi-2").ask("$iothub/twin/GET/?$rid=1", "");

    assertThat(other.json().getJsonObject("reported").getMap()).containsOnlyKeys("$version");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "no JSON                | nonsense",
        "an array               | [1]",
        "a text                 | \"a\"",
        "nothing                | ''",
        "half                   | {\"a\":",
        "a key with a dot       | {\"a.b\":1}",
        "a key with a dollar    | {\"$version\":1}",
        "a key with a space     | {\"a b\":1}",
        "an empty key           | {\"\":1}",
        "a key deep below       | {\"a\":{\"b\":[{\"c d\":1}]}}",
        "null in an array       | {\"a\":[null]}",
        "too large an integer   | {\"a\":4503599627370496}",
        "far too large          | {\"a\":123456789012345678901234567890}",
        "eleven objects deep    | {\"1\":{\"2\":{\"3\":{\"4\":{\"5\":{\"6\":{\"7\":{\"8\":{\"9\":{\"10\":{}}}}}}}}}}}",
      })
  void reportIsRefusedAndChangesNothing(String name, String body) throws Exception {
    RawDevice device = listening("pi-1");

    Received answer = device.ask(REPORT + "1", body);
    Received twin = device.ask("$iothub/twin/GET/?$rid=2", "");

    assertThat(answer.topic()).isEqualTo("$iothub/twin/res/400/?$rid=1");
    assertThat(answer.json().getString("message")).startsWith("the twin takes no such change: ");
    assertThat(twin.json().getJsonObject("reported").getMap()).containsOnlyKeys("$version");
  }

  @Test
  void limitsAreReachedAndNotPassed() throws Exception {
    RawDevice device = listening("pi-1");
    String text = "x".repeat(4096);
    JsonObject almostFull = new JsonObject();
    for (int i = 0; i < 7; i++) {
      almostFull.put("k" + i, text); // 7 * (2 + 4096) = 28686 of 32768 bytes
    }

    Received longest = device.ask(REPORT + "1", almostFull.encode());
    Received tooLong = device.ask(REPORT + "2", "{\"k\":\"%sx\"}".formatted(text));
    Received tooMuch = device.ask(REPORT + "3", "{\"k7\":\"%s\"}".formatted(text));
    Received longKey = device.ask(REPORT + "4", "{\"%s\":1}".formatted("k".repeat(1025)));

    assertThat(longest.topic()).startsWith("$iothub/twin/res/204/");
    assertThat(tooLong.topic()).startsWith("$iothub/twin/res/400/");
    assertThat(tooMuch.topic()).startsWith("$iothub/twin/res/413/");
    assertThat(tooMuch.json().getString("message")).contains("reported properties would have");
    assertThat(longKey.topic()).startsWith("$iothub/twin/res/400/");
  }

  @Test
  void withoutSubscriptionThereIsNoAnswer() throws Exception {
    RawDevice device = device("pi-1");
    device.publish("$iothub/twin/GET/?$rid=1", "", MqttQoS.AT_LEAST_ONCE);
    device.acknowledgements(1);
    device.subscribe("$iothub/twin/res/#");

    Received answer = device.ask("$iothub/twin/GET/?$rid=2", "");

    assertThat(answer.topic()).endsWith("$rid=2");
  }

  private RawDevice listening(String id) throws Exception {
    RawDevice device = device(id);
    device.subscribe("$iothub/twin/res/#");
    return device;
  }
}
