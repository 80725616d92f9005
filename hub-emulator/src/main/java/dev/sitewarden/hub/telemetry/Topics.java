package dev.sitewarden.hub.telemetry;

import dev.sitewarden.hub.identity.IdentityId;
import java.util.List;

/** The MQTT topics that IoT Hub documents for one identity; everything else ends its connection. */
record Topics(IdentityId id) {

  /**
   * The properties in a device-to-cloud topic: {@code devices/{device}/messages/events/{bag}}, or
   * {@code devices/{device}/modules/{module}/messages/events/{bag}}.
   *
   * @throws IllegalArgumentException if the topic is another one, or the bag is broken
   */
  MessageProperties propertiesOf(String topic) {
    String events = id.path() + "/messages/events";
    if (topic.equals(events)) {
      return MessageProperties.parse("");
    }
    if (!topic.startsWith(events + "/")) {
      throw new IllegalArgumentException(
          "%s may publish to %s/{properties} and the documented $iothub topics only, got '%s'"
              .formatted(id, events, topic));
    }
    String bag = topic.substring(events.length() + 1);
    return MessageProperties.parse(bag.endsWith("/") ? bag.substring(0, bag.length() - 1) : bag);
  }

  /** Whether the identity may subscribe to this filter. */
  boolean maySubscribe(String filter) {
    String own =
        id.module().isPresent() ? id.path() + "/inputs/" : id.path() + "/messages/devicebound/";
    return List.of(
            own,
            "$iothub/twin/res/",
            "$iothub/twin/PATCH/properties/desired/",
            "$iothub/methods/POST/")
        .stream()
        .anyMatch(filter::startsWith);
  }
}
