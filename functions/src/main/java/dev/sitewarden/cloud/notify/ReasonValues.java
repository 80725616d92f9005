package dev.sitewarden.cloud.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.TreeMap;

/** The values of a {@link Suppression} as a row keeps them. */
final class ReasonValues {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ReasonValues() {}

  static String write(Map<String, String> values) {
    return new TreeMap<>(values)
        .entrySet().stream()
            .collect(
                JSON::createObjectNode,
                (node, value) -> node.put(value.getKey(), value.getValue()),
                (node, other) -> node.setAll(other))
            .toString();
  }

  static Map<String, String> read(String text) {
    Map<String, String> values = new TreeMap<>();
    try {
      JSON.readTree(text)
          .properties()
          .forEach(value -> values.put(value.getKey(), value.getValue().asText()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("values that were written here cannot be read: " + text, e);
    }
    return values;
  }
}
