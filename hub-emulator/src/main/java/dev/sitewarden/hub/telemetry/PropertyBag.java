package dev.sitewarden.hub.telemetry;

import dev.sitewarden.hub.identity.PercentText;
import java.util.LinkedHashMap;
import java.util.Map;

/** The text {@code name=value&name=value} at the end of a topic, both sides percent-encoded. */
final class PropertyBag {
  private PropertyBag() {}

  /** Reads it in order; a broken escape is an {@link IllegalArgumentException}. */
  static Map<String, String> parse(String text) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String pair : text.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = PercentText.decode(equals < 0 ? pair : pair.substring(0, equals));
        fields.put(name, equals < 0 ? "" : PercentText.decode(pair.substring(equals + 1)));
      }
    }
    return fields;
  }
}
