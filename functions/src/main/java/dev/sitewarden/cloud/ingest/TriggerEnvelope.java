package dev.sitewarden.cloud.ingest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
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
 *
 * <p>A batch is most of an envelope, and quoted twice a message of control characters is seven
 * times as long as its device sent it. So the batch is read out of the envelope's bytes as they
 * are, and of what the host says of its events only what is needed.
 */
final class TriggerEnvelope {
  private static final String DEVICE = "iothub-connection-device-id";
  private static final String DATA = "Data";
  private static final String METADATA = "Metadata";
  private static final String SYSTEM_PROPERTIES = "SystemProperties";
  private static final int DEEPEST_ENCODING = 5;
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  /** For a value amid others. */
  private static final ObjectReader PART =
      JSON.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private TriggerEnvelope() {}

  /**
   * The events in their order.
   *
   * @throws IllegalArgumentException if this is no envelope: the host's mistake
   */
  static List<HubEvent> read(byte[] body) {
    JsonNode envelope = parse(body);
    List<JsonNode> messages = messages(decoded(envelope.path(DATA)));
    JsonNode metadata = decoded(envelope.path(METADATA));
    List<Optional<String>> devices = devices(metadata, messages.size());
    List<HubEvent> events = new ArrayList<>(messages.size());
    for (int i = 0; i < messages.size(); i++) {
      events.add(new HubEvent(devices.get(i), innermostText(messages.get(i))));
    }
    return events;
  }

  private static JsonNode parse(byte[] body) {
    try (JsonParser parser = JSON.createParser(body)) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        ObjectNode envelope = envelope(parser, body);
        if (parser.nextToken() == null) {
          return envelope;
        }
      } else if (decoded(JSON.readTree(body)) instanceof ObjectNode envelope) {
        return envelope;
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("the envelope is no JSON", e);
    }
    throw new IllegalArgumentException("the envelope must be a JSON object with Data and Metadata");
  }

  private static ObjectNode envelope(JsonParser parser, byte[] body) throws IOException {
    ObjectNode envelope = JSON.createObjectNode();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      boolean isObject = parser.nextToken() == JsonToken.START_OBJECT;
      switch (name) {
        case DATA -> envelope.set(name, isObject ? data(parser, body) : PART.readTree(parser));
        case METADATA -> envelope.set(name, isObject ? metadata(parser) : PART.readTree(parser));
        default -> parser.skipChildren();
      }
    }
    return envelope;
  }

  private static ObjectNode data(JsonParser parser, byte[] body) throws IOException {
    ObjectNode data = JSON.createObjectNode();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      boolean isText = parser.nextToken() == JsonToken.VALUE_STRING;
      data.set(name, isText ? quotedArray(parser, body) : PART.readTree(parser));
    }
    return data;
  }

  /** The array that is quoted in the parser's string, or else the string. */
  private static JsonNode quotedArray(JsonParser parser, byte[] body) throws IOException {
    long quote = parser.currentTokenLocation().getByteOffset(); // -1 if this is not UTF-8
    if (quote >= 0) {
      try (JsonParser inner = JSON.createParser(new QuotedText(body, (int) quote))) {
        if (inner.nextToken() == JsonToken.START_ARRAY) {
          return JSON.readTree(inner);
        }
      } catch (JsonProcessingException e) {
        return TextNode.valueOf(parser.getText()); // one event that happens to begin so
      }
    }
    return TextNode.valueOf(parser.getText());
  }

  private static ObjectNode metadata(JsonParser parser) throws IOException {
    ObjectNode metadata = JSON.createObjectNode();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      if (name.startsWith(SYSTEM_PROPERTIES)) {
        metadata.set(name, PART.readTree(parser));
      } else {
        parser.skipChildren();
      }
    }
    return metadata;
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
    JsonNode many = decoded(metadata.path(SYSTEM_PROPERTIES + "Array"));
    List<JsonNode> properties =
        many.isArray() ? elements(many) : List.of(metadata.path(SYSTEM_PROPERTIES));
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
