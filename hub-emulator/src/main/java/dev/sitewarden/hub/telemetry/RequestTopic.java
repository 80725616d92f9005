package dev.sitewarden.hub.telemetry;

import java.util.Map;

/**
 * A topic of a request or an answer: {@code $iothub/twin/GET/?$rid=7}.
 *
 * @param path what stands before the question mark, with its last slash
 * @param fields what stands behind it, decoded
 */
public record RequestTopic(String path, Map<String, String> fields) {
  public RequestTopic {
    fields = Map.copyOf(fields);
  }

  /** Splits a topic; a broken escape is an {@link IllegalArgumentException}. */
  public static RequestTopic parse(String topic) {
    int mark = topic.indexOf('?');
    return mark < 0
        ? new RequestTopic(topic, Map.of())
        : new RequestTopic(topic.substring(0, mark), PropertyBag.parse(topic.substring(mark + 1)));
  }

  /** The id that ties an answer to its request. */
  public String requestId() {
    String id = fields.get("$rid");
    if (id == null || id.isEmpty()) {
      throw new IllegalArgumentException("topic '%s' has no $rid".formatted(path));
    }
    return id;
  }
}
