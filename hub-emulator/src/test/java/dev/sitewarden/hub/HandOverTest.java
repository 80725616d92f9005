package dev.sitewarden.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.hub.RecordingCloud.Event;
import dev.sitewarden.hub.functions.QueueBound;
import io.netty.handler.codec.mqtt.MqttQoS;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How messages reach the cloud: when a PUBACK comes, in which order, and if the cloud is away. */
final class HandOverTest extends HubTest {

  @ParameterizedTest
  @ValueSource(ints = {503, 500, 400, 404, 302})
  void acknowledgementWaitsUntilTheCloudTookTheMessage(int status) throws Exception {
    cloud.answerNext(status, status);
    RawDevice device = device("pi-1");

    int id = device.publish(EVENTS, "once", MqttQoS.AT_LEAST_ONCE);
    List<Event> attempts = cloud.events(2);
    boolean quiet = device.hasNoAcknowledgement();
    attempts.addAll(cloud.events(1));

    assertThat(quiet).isTrue();
    assertThat(attempts).extracting(Event::body).containsExactly("once", "once", "once");
    assertThat(attempts).extracting(Event::system).containsOnly(attempts.getFirst().system());
    assertThat(device.acknowledgements(1)).containsExactly(id);
  }

  @Test
  void acknowledgementWaitsForACloudThatStartsLater() throws Exception {
    cloud.hold();
    RawDevice device = device("pi-1");

    int id = device.publish(EVENTS, "early", MqttQoS.AT_LEAST_ONCE);
    cloud.events(1);
    boolean quiet = device.hasNoAcknowledgement();
    cloud.release();

    assertThat(quiet).isTrue();
    assertThat(device.acknowledgements(1)).containsExactly(id);
  }

  @Test
  void loneMessageGoesAtOnceAndThoseBehindItGoTogether() throws Exception {
    cloud.hold();
    RawDevice device = device("pi-1");
    device.publish(EVENTS, "0", MqttQoS.AT_LEAST_ONCE);
    List<String> first = cloud.nextEnvelope().bodies();
    for (int i = 1; i <= 20; i++) {
      device.publish(EVENTS, String.valueOf(i), MqttQoS.AT_LEAST_ONCE);
    }
    device("pi-2").publish("devices/pi-2/messages/events/", "not stuck", MqttQoS.AT_LEAST_ONCE);
    List<String> other = cloud.nextEnvelope().bodies(); // pi-2's message came after pi-1's twenty

    cloud.release();

    assertThat(first).containsExactly("0");
    assertThat(other).containsExactly("not stuck");
    List<String> second = cloud.nextEnvelope().bodies();
    assertThat(second).hasSize(20).first().isEqualTo("1");
    assertThat(second).last().isEqualTo("20");
    assertThat(device.acknowledgements(21)).isSorted();
  }

  @Test
  void orderHoldsUnderLoadAndTrouble() throws Exception {
    cloud.answerNext(200, 503, 200, 503);
    RawDevice device = device("pi-1");
    List<String> wanted = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      wanted.add(String.valueOf(i));
      device.publish(EVENTS, String.valueOf(i), MqttQoS.AT_LEAST_ONCE);
    }
    device.acknowledgements(500);

    List<String> seen = new ArrayList<>();
    while (!cloud.sawNothingMore()) {
      for (String body : cloud.nextEnvelope().bodies()) {
        if (!seen.contains(body)) {
          seen.add(body);
        }
      }
    }

    assertThat(seen).isEqualTo(wanted);
  }

  @Test
  void fullQueueSendsTheDeviceBackToItsOwnOutbox(@TempDir Path other) throws Exception {
    try (RunningHub small =
        new RunningHub(other, cloud, new QueueBound(3, 1000), Clock.systemUTC())) {
      cloud.hold();
      RawDevice device = new RawDevice(small.connect("pi-1"));
      for (int i = 0; i < 4; i++) {
        device.publish(EVENTS, String.valueOf(i), MqttQoS.AT_LEAST_ONCE);
      }

      boolean dropped = device.isDropped();
      cloud.release();
      RawDevice again = new RawDevice(small.connect("pi-1"));
      int id = again.publish(EVENTS, "3", MqttQoS.AT_LEAST_ONCE);

      assertThat(dropped).isTrue();
      assertThat(device.hasNoAcknowledgement()).isTrue();
      assertThat(again.acknowledgements(1)).containsExactly(id);
      assertThat(cloud.events(4)).extracting(Event::body).containsExactly("0", "1", "2", "3");
    }
  }
}
