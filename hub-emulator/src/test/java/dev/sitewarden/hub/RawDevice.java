package dev.sitewarden.hub;

import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.mqtt.MqttClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A device that may break every rule; knows its PUBACKs in order and when it was dropped. */
final class RawDevice {
  private static final int PATIENCE_SECONDS = 20;

  private final MqttClient client;
  private final BlockingQueue<Integer> acknowledged = new LinkedBlockingQueue<>();
  private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
  private final CompletableFuture<Boolean> dropped = new CompletableFuture<>();

  RawDevice(MqttClient client) {
    this.client = client;
    client
        .publishCompletionHandler(acknowledged::add)
        .publishHandler(m -> received.add(new Received(m.topicName(), m.payload().toString())))
        .closeHandler(nothing -> dropped.complete(true));
  }

  /** A message from the hub. */
  record Received(String topic, String body) {
    JsonObject json() {
      return new JsonObject(body);
    }
  }

  /** The next message from the hub. */
  Received next() throws InterruptedException {
    Received message = received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (message == null) {
      throw new AssertionError("no message came within %d s".formatted(PATIENCE_SECONDS));
    }
    return message;
  }

  boolean heardNothing() {
    return received.isEmpty();
  }

  /** Publishes with QoS 1 and gives the next message from the hub. */
  Received ask(String topic, String body) throws Exception {
    publish(topic, body, MqttQoS.AT_LEAST_ONCE);
    return next();
  }

  /** Gives the packet's id, 0 for QoS 0. */
  int publish(String topic, String body, MqttQoS qos) throws Exception {
    return publish(topic, Buffer.buffer(body), qos, false);
  }

  int publish(String topic, Buffer body, MqttQoS qos, boolean retain) throws Exception {
    return client
        .publish(topic, body, qos, false, retain)
        .toCompletionStage()
        .toCompletableFuture()
        .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** Sends what the hub may cut off in the middle. */
  void publishInVain(String topic, Buffer body) {
    client.publish(topic, body, MqttQoS.AT_LEAST_ONCE, false, false);
  }

  void subscribe(String filter) throws Exception {
    client
        .subscribe(filter, 1)
        .toCompletionStage()
        .toCompletableFuture()
        .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  List<Integer> acknowledgements(int wanted) throws InterruptedException {
    List<Integer> ids = new ArrayList<>();
    while (ids.size() < wanted) {
      Integer id = acknowledged.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (id == null) {
        throw new AssertionError("no PUBACK within %d s, had %s".formatted(PATIENCE_SECONDS, ids));
      }
      ids.add(id);
    }
    return ids;
  }

  boolean hasNoAcknowledgement() {
    return acknowledged.isEmpty();
  }

  boolean isDropped() throws Exception {
    return dropped.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** Ends the TCP connection's life properly, with DISCONNECT. */
  void sayGoodbye() throws Exception {
    client
        .disconnect()
        .toCompletionStage()
        .toCompletableFuture()
        .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }
}
