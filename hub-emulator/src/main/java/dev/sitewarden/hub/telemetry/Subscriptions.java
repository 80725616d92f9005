package dev.sitewarden.hub.telemetry;

import io.netty.handler.codec.mqtt.MqttQoS;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The topic filters of one identity with the quality that was granted, at most five. */
final class Subscriptions {
  static final int MOST = 5;

  private final Map<String, MqttQoS> granted = new LinkedHashMap<>();

  /** Grants the quality asked for, at most 1, or nothing if there are five others already. */
  Optional<MqttQoS> add(String filter, MqttQoS wanted) {
    if (!granted.containsKey(filter) && granted.size() == MOST) {
      return Optional.empty();
    }
    MqttQoS quality = wanted == MqttQoS.AT_MOST_ONCE ? MqttQoS.AT_MOST_ONCE : MqttQoS.AT_LEAST_ONCE;
    granted.put(filter, quality);
    return Optional.of(quality);
  }

  void remove(Collection<String> filters) {
    granted.keySet().removeAll(filters);
  }

  /** The quality with which a message on that topic goes out, if a filter matches. */
  Optional<MqttQoS> qualityOf(String topic) {
    return granted.entrySet().stream()
        .filter(entry -> matches(entry.getKey(), topic))
        .map(Map.Entry::getValue)
        .max(MqttQoS::compareTo);
  }

  /** Filters end in {@code #} or name one topic; {@code +} stands for one level. */
  private static boolean matches(String filter, String topic) {
    String[] wanted = filter.split("/", -1);
    String[] levels = topic.split("/", -1);
    for (int i = 0; i < wanted.length; i++) {
      if (wanted[i].equals("#")) {
        return true;
      }
      if (i == levels.length || !(wanted[i].equals("+") || wanted[i].equals(levels[i]))) {
        return false;
      }
    }
    return wanted.length == levels.length;
  }
}
