package dev.sitewarden.domain.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Bytes to {@link JsonObject} and back by streaming: no reflection, strict JSON (no NaN, no
 * comments, no key twice, nothing after the end), at most 32 levels deep.
 */
final class JsonText {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(32).build())
          .build();

  /** Stands for {@code null} until its object is read: it must not hide the same key once more. */
  private static final Object NULL = new Object();

  private JsonText() {}

  /** Says something in JSON; what it throws does not happen on a memory buffer. */
  interface Body {
    void writeTo(JsonGenerator json) throws IOException;
  }

  static byte[] write(Body body) {
    var bytes = new ByteArrayOutputStream(1024);
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      body.writeTo(json);
    } catch (IOException e) {
      throw new IllegalStateException("writing JSON to memory failed", e);
    }
    return bytes.toByteArray();
  }

  static JsonObject read(byte[] bytes) {
    try (JsonParser parser = FACTORY.createParser(bytes)) {
      return read(parser);
    } catch (IOException e) {
      throw new IllegalArgumentException("message is not JSON: " + e.getMessage(), e);
    }
  }

  private static JsonObject read(JsonParser parser) throws IOException {
    try {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IllegalArgumentException("message must be one JSON object");
      }
      JsonObject root = new JsonObject(readObject(parser));
      if (parser.nextToken() != null) {
        throw new IllegalArgumentException("message goes on after its closing brace");
      }
      return root;
    } catch (JsonProcessingException e) {
      String place = parser.getParsingContext().pathAsPointer().toString();
      throw new IllegalArgumentException(
          "message is not JSON at '%s': %s".formatted(place, e.getOriginalMessage()), e);
    }
  }

  private static Map<String, Object> readObject(JsonParser parser) throws IOException {
    Map<String, Object> fields = new LinkedHashMap<>();
    boolean hasNulls = false;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      if (fields.containsKey(key)) {
        throw new IllegalArgumentException(
            "message is not JSON at '%s': Duplicate field '%s'"
                .formatted(parser.getParsingContext().pathAsPointer(), key));
      }
      boolean isNull = parser.nextToken() == JsonToken.VALUE_NULL;
      fields.put(key, isNull ? NULL : readValue(parser));
      hasNulls |= isNull;
    }
    if (hasNulls) {
      fields.values().removeIf(value -> value == NULL);
    }
    return fields;
  }

  private static List<Object> readArray(JsonParser parser) throws IOException {
    List<Object> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(readValue(parser));
    }
    return elements;
  }

  private static Object readValue(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> readObject(parser);
      case START_ARRAY -> readArray(parser);
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> readNumber(parser);
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL ->
          throw new IllegalArgumentException(
              "null stands in an array at '%s'"
                  .formatted(parser.getParsingContext().pathAsPointer()));
      case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
          throw new IllegalStateException("no value starts with " + parser.currentToken());
    };
  }

  /** A {@code Long} where it fits, else a finite {@code Double}. */
  private static Number readNumber(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT
        && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
      return parser.getLongValue();
    }
    double value = parser.getDoubleValue();
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "number is out of range at '%s'".formatted(parser.getParsingContext().pathAsPointer()));
    }
    return value;
  }
}
