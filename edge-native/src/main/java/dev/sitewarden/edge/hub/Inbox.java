package dev.sitewarden.edge.hub;

import java.util.List;

/** Takes what the hub sends. Called on the connection's own threads, which must not wait. */
interface Inbox {
  /** What is subscribed to, exactly as IoT Hub documents it: it drops who asks for more. */
  List<String> topicFilters();

  /** A connection is there and the topics are subscribed. */
  void connected(MqttConnection connection);

  /** A message arrived; topics of other inboxes come too. */
  void received(String topic, byte[] payload);
}
