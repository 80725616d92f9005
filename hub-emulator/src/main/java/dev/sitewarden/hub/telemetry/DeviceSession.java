package dev.sitewarden.hub.telemetry;

import dev.sitewarden.hub.identity.IdentityId;
import dev.sitewarden.hub.identity.LogText;
import dev.sitewarden.hub.telemetry.TelemetryReceiver.Outcome;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.MqttTopicSubscription;
import io.vertx.mqtt.MqttWill;
import io.vertx.mqtt.messages.MqttPublishMessage;
import io.vertx.mqtt.messages.MqttSubscribeMessage;
import io.vertx.mqtt.messages.MqttUnsubscribeMessage;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One connection of one identity: takes what it publishes, and drops it for what IoT Hub would.
 *
 * <p>MQTT 3.1.1 cannot say no to a message. Dropping the connection is the answer to everything
 * that is refused: whatever had no PUBACK is the device's to send again.
 */
final class DeviceSession implements ConnectedIdentity {
  /** A message's payload with its topic. */
  static final int MAX_MESSAGE_BYTES = 256 * 1024;

  private static final Logger LOG = System.getLogger(DeviceSession.class.getName());

  private final MqttEndpoint endpoint;
  private final IdentityId id;
  private final Topics topics;
  private final TelemetryReceiver receiver;
  private final List<TopicHandler> handlers;
  private final InstantSource clock;
  private final Subscriptions subscriptions;
  private boolean goodbye;

  /** The subscriptions outlive the connection if the client asked for that. */
  DeviceSession(
      MqttEndpoint endpoint,
      IdentityId id,
      TelemetryReceiver receiver,
      List<TopicHandler> handlers,
      InstantSource clock,
      Subscriptions subscriptions) {
    this.endpoint = endpoint;
    this.id = id;
    this.topics = new Topics(id);
    this.receiver = receiver;
    this.handlers = handlers;
    this.clock = clock;
    this.subscriptions = subscriptions;
  }

  /** Takes over the endpoint's packets; to be called before CONNACK. */
  void open(Runnable onEnd) {
    endpoint
        .publishHandler(this::publish)
        .subscribeHandler(this::subscribe)
        .unsubscribeHandler(this::unsubscribe)
        .disconnectHandler(nothing -> goodbye = true)
        .exceptionHandler(e -> LOG.log(Level.WARNING, () -> "%s broke MQTT: %s".formatted(id, e)))
        .closeHandler(
            nothing -> {
              onEnd.run();
              sendWill();
            });
  }

  @Override
  public IdentityId id() {
    return id;
  }

  @Override
  public boolean isSubscribedTo(String topic) {
    return endpoint.isConnected() && subscriptions.qualityOf(topic).isPresent();
  }

  @Override
  public void send(String topic, Buffer payload) {
    if (endpoint.isConnected()) {
      subscriptions
          .qualityOf(topic)
          .ifPresent(quality -> endpoint.publish(topic, payload, quality, false, false));
    }
  }

  /** Closes the connection; one that is closed already stays so. */
  void drop(String why) {
    if (endpoint.isConnected()) {
      LOG.log(Level.WARNING, () -> "%s is disconnected: %s".formatted(id, LogText.of(why)));
      endpoint.close();
    }
  }

  private void publish(MqttPublishMessage message) {
    int bytes = message.payload().length() + utf8Bytes(message.topicName());
    if (message.qosLevel() == MqttQoS.EXACTLY_ONCE) {
      drop("it published with QoS 2, the hub knows 0 and 1");
    } else if (bytes > MAX_MESSAGE_BYTES) {
      drop("its message has %d bytes, at most %d are allowed".formatted(bytes, MAX_MESSAGE_BYTES));
    } else {
      try {
        route(message);
      } catch (IllegalArgumentException e) {
        drop(String.valueOf(e.getMessage()));
      }
    }
  }

  private void route(MqttPublishMessage message) {
    for (TopicHandler handler : handlers) {
      if (handler.takes(message.topicName())) {
        acknowledge(message);
        handler.receive(this, message.topicName(), message.payload());
        return;
      }
    }
    MessageProperties properties = topics.propertiesOf(message.topicName());
    hand(message, message.isRetain() ? properties.with("mqtt-retain", "true") : properties);
  }

  private void hand(MqttPublishMessage message, MessageProperties properties) {
    receiver
        .receive(new Telemetry(id, clock.instant(), properties, message.payload()))
        .onSuccess(
            outcome -> {
              switch (outcome) {
                case STORED -> acknowledge(message);
                case FULL ->
                    drop(
                        "the cloud does not take its messages and the hub has no room for more; what had no PUBACK must be sent again");
              }
            });
  }

  private void acknowledge(MqttPublishMessage message) {
    if (message.qosLevel() == MqttQoS.AT_LEAST_ONCE && endpoint.isConnected()) {
      endpoint.publishAcknowledge(message.messageId());
    }
  }

  private void subscribe(MqttSubscribeMessage message) {
    List<MqttQoS> granted = new ArrayList<>();
    for (MqttTopicSubscription wanted : message.topicSubscriptions()) {
      if (!topics.maySubscribe(wanted.topicName())) {
        drop("it subscribed to '%s', which IoT Hub does not have".formatted(wanted.topicName()));
        return;
      }
      Optional<MqttQoS> quality = subscriptions.add(wanted.topicName(), wanted.qualityOfService());
      if (quality.isEmpty()) {
        drop("it wants more than %d subscriptions".formatted(Subscriptions.MOST));
        return;
      }
      granted.add(quality.get());
    }
    endpoint.subscribeAcknowledge(message.messageId(), granted);
    tellSubscribed();
  }

  /** Lets the handlers know which topics reach it from now on; to be called after CONNACK too. */
  void tellSubscribed() {
    handlers.forEach(handler -> handler.subscribed(this));
  }

  private void unsubscribe(MqttUnsubscribeMessage message) {
    subscriptions.remove(message.topics());
    endpoint.unsubscribeAcknowledge(message.messageId());
  }

  private void sendWill() {
    MqttWill will = endpoint.will();
    if (goodbye || !will.isWillFlag()) {
      return;
    }
    MessageProperties properties =
        topics.propertiesOf(will.getWillTopic()).with("iothub-MessageType", "Will");
    receiver
        .receive(new Telemetry(id, clock.instant(), properties, will.getWillMessage()))
        .onSuccess(
            outcome -> {
              if (outcome == Outcome.FULL) {
                LOG.log(Level.WARNING, () -> "no room for the will of " + id);
              }
            });
  }

  private static int utf8Bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
