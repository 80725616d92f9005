package dev.sitewarden.edge.hub;

/** Takes what the hub sends. Called on the connection's own threads, which must not wait. */
interface Inbox {
  /** Topics of which everything is wanted. */
  String topicFilter();

  /** A connection is there and the topics are subscribed. */
  void connected(MqttConnection connection);

  /** A message arrived; topics of other inboxes come too. */
  void received(String topic, byte[] payload);
}
