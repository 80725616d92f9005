package dev.sitewarden.cloud.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Reads what the Functions host posts to a custom handler: {@code {"Data":{"messages":..},
 * "Metadata":{"SystemPropertiesArray":..}}}.
 *
 * <p>The host encodes arrays and objects as JSON <em>inside a string</em>, and what is inside may
 * be encoded again; binary bodies come as Base64. Every level is taken both ways. A body that is no
 * JSON is kept as it is: it is the device's mistake, and must not hold up the rest of the batch.
 */
final class TriggerEnvelope {
  private static final String DEVICE = "iothub-connection-device-id";
  private static final int DEEPEST_ENCODING = 5;
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private TriggerEnvelope() {}

  /**
   * The events in their order.
   *
   * @throws IllegalArgumentException if this is no envelope: the host's mistake
   */
  static List<HubEvent> read(byte[] body) {
    JsonNode envelope = parse(body);
    List<JsonNode> messages = messages(decoded(envelope.path("Data")));
    JsonNode metadata = decoded(envelope.path("Metadata"));
    List<Optional<String>> devices = devices(metadata, messages.size());
    List<HubEvent> events = new ArrayList<>(messages.size());
    for (int i = 0; i < messages.size(); i++) {
      events.add(new HubEvent(devices.get(i), innermostText(messages.get(i))));
    }
    return events;
  }

  private static JsonNode parse(byte[] body) {
    try {
      JsonNode envelope = decoded(JSON.readTree(body));
      if (envelope.isObject()) {
        return envelope;
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("the envelope is no JSON", e);
    }
    throw new IllegalArgumentException("the envelope must be a JSON object with Data and Metadata");
  }

  /** The one binding in Data; {@code messages} if there are more. An array is a batch. */
  private static List<JsonNode> messages(JsonNode data) {
    JsonNode binding = data.size() == 1 ? data.iterator().next() : data.path("messages");
    if (!data.isObject() || binding.isMissingNode() || binding.isNull()) {
      throw new IllegalArgumentException("the envelope's Data must hold the trigger's messages");
    }
    JsonNode batch = decoded(binding);
    return batch.isArray() ? elements(batch) : List.of(binding);
  }

  /** One device for each message; if the counts differ, nobody can say which is whose. */
  private static List<Optional<String>> devices(JsonNode metadata, int messages) {
    JsonNode many = decoded(metadata.path("SystemPropertiesArray"));
    List<JsonNode> properties =
        many.isArray() ? elements(many) : List.of(metadata.path("SystemProperties"));
    List<Optional<String>> devices = new ArrayList<>(messages);
    for (int i = 0; i < messages; i++) {
      JsonNode own = properties.size() == messages ? decoded(properties.get(i)) : many.path("none");
      devices.add(Optional.ofNullable(own.path(DEVICE).textValue()));
    }
    return devices;
  }

  private static List<JsonNode> elements(JsonNode array) {
    List<JsonNode> elements = new ArrayList<>(array.size());
    array.forEach(elements::add);
    return elements;
  }

  /** The object or array that may lie inside strings inside strings; otherwise what was given. */
  private static JsonNode decoded(JsonNode node) {
    Optional<JsonNode> inner = Optional.of(node);
    for (int depth = 0; depth < DEEPEST_ENCODING && inner.isPresent(); depth++) {
      if (inner.get().isContainerNode()) {
        return inner.get();
      }
      inner = inner.map(JsonNode::textValue).flatMap(TriggerEnvelope::parsed);
    }
    return node;
  }

  /** The text of the event: what is left when no string can be opened any more. */
  private static String innermostText(JsonNode node) {
    if (!node.isTextual()) {
      return node.toString();
    }
    String text = node.textValue();
    for (int depth = 0; depth < DEEPEST_ENCODING && isQuoted(text); depth++) {
      Optional<String> inner = parsed(text).map(JsonNode::textValue);
      if (inner.isEmpty()) {
        break;
      }
      text = inner.get();
    }
    return fromBase64(text).orElse(text);
  }

  /** Whether there can be another text inside; an event itself begins with a brace. */
  private static boolean isQuoted(String text) {
    return text.stripLeading().startsWith("\"");
  }

  private static Optional<JsonNode> parsed(String text) {
    try {
      return Optional.of(JSON.readTree(text)).filter(node -> !node.isMissingNode());
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> fromBase64(String text) {
    if (!text.startsWith("ey")) { // what '{"' becomes
      return Optional.empty();
    }
    try {
      return Optional.of(new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
