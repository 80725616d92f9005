package dev.sitewarden.hub.telemetry;

import io.vertx.core.buffer.Buffer;

/** Takes what identities publish on {@code $iothub/..} topics; twin and methods implement it. */
public interface TopicHandler {
  /** Whether a message on that topic is this handler's. */
  boolean takes(String topic);

  /**
   * Takes one message, which has its PUBACK already: the answer is a message of its own. Called on
   * the event loop.
   *
   * @throws IllegalArgumentException if no such topic is documented; its sender is dropped
   */
  void receive(ConnectedIdentity from, String topic, Buffer payload);

  /** Told when an identity has subscribed, or is back with the subscriptions of its session. */
  default void subscribed(ConnectedIdentity who) {}
}
