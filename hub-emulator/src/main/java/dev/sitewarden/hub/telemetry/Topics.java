package dev.sitewarden.hub.telemetry;

import dev.sitewarden.domain.site.DeviceId;
import java.util.List;

/** The MQTT topics that IoT Hub documents for one device; everything else closes its connection. */
record Topics(DeviceId device) {

  /**
   * The properties in a device-to-cloud topic: {@code devices/{device}/messages/events/{bag}}.
   *
   * @throws IllegalArgumentException if the topic is another one, or the bag is broken
   */
  MessageProperties propertiesOf(String topic) {
    String events = "devices/%s/messages/events".formatted(device);
    if (topic.equals(events)) {
      return MessageProperties.parse("");
    }
    if (!topic.startsWith(events + "/")) {
      throw new IllegalArgumentException(
          "%s may publish to %s/{properties} only, got '%s'".formatted(device, events, topic));
    }
    String bag = topic.substring(events.length() + 1);
    return MessageProperties.parse(bag.endsWith("/") ? bag.substring(0, bag.length() - 1) : bag);
  }

  /** Whether a device may subscribe to this filter. */
  boolean maySubscribe(String filter) {
    return List.of(
            "devices/%s/messages/devicebound/".formatted(device),
            "$iothub/twin/res/",
            "$iothub/twin/PATCH/properties/desired/",
            "$iothub/methods/POST/")
        .stream()
        .anyMatch(filter::startsWith);
  }
}
