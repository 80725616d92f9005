package dev.sitewarden.hub.telemetry;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A message's properties, as Event Hubs names them.
 *
 * @param system what the hub and the Functions host read, such as {@code message-id}
 * @param application what the device's application added
 */
public record MessageProperties(Map<String, String> system, Map<String, String> application) {
  // Source: azure-docs, "Create and read IoT Hub messages", system properties of D2C messages.
  private static final Map<String, String> SYSTEM_KEYS =
      Map.ofEntries(
          Map.entry("$.mid", "message-id"),
          Map.entry("$.cid", "correlation-id"),
          Map.entry("$.uid", "user-id"),
          Map.entry("$.to", "to"),
          Map.entry("$.ct", "content-type"),
          Map.entry("$.ce", "content-encoding"),
          Map.entry("$.ctime", "iothub-creation-time-utc"),
          Map.entry("$.exp", "absolute-expiry-time"),
          Map.entry("$.on", "iothub-outputname"),
          Map.entry("$.sub", "dt-subject"),
          Map.entry("$.ifid", "iothub-interface-id"));

  public MessageProperties {
    system = Collections.unmodifiableMap(new LinkedHashMap<>(system));
    application = Collections.unmodifiableMap(new LinkedHashMap<>(application));
  }

  /**
   * Reads the property bag at the end of a topic: {@code name=value&name=value}, both
   * percent-encoded. A device cannot say whose message it is: {@code $.cdid} and {@code $.cmid} are
   * passed over, the hub stamps its own.
   *
   * @throws IllegalArgumentException if an escape is broken or a system key is unknown
   */
  static MessageProperties parse(String bag) {
    Map<String, String> system = new LinkedHashMap<>();
    Map<String, String> application = new LinkedHashMap<>();
    PropertyBag.parse(bag)
        .forEach(
            (name, value) -> {
              if (!name.startsWith("$.")) {
                application.put(name, value);
              } else if (!name.equals("$.cdid") && !name.equals("$.cmid")) {
                system.put(systemName(name), value);
              }
            });
    return new MessageProperties(system, application);
  }

  private static String systemName(String key) {
    String name = SYSTEM_KEYS.get(key);
    if (name == null) {
      throw new IllegalArgumentException(
          "'%s' is no system property; application properties must not start with '$.'"
              .formatted(key));
    }
    return name;
  }

  /** The same with one more application property. */
  MessageProperties with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(application);
    more.put(name, value);
    return new MessageProperties(system, more);
  }
}
