package dev.sitewarden.inference.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Strict JSON: no key twice, nothing after the end, at most 16 levels deep. */
final class JsonText {
  static final Object NULL = new Object();

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(16).build())
          .build();

  private JsonText() {}

  private interface Body<T> {
    T read(JsonParser parser) throws IOException;
  }

  static Map<String, Object> object(byte[] json) {
    return document(json, JsonToken.START_OBJECT, "a JSON object", JsonText::object);
  }

  static List<Object> array(byte[] json) {
    return document(json, JsonToken.START_ARRAY, "a JSON array", JsonText::array);
  }

  private static <T> T document(byte[] json, JsonToken start, String expected, Body<T> body) {
    try (JsonParser parser = JSON.createParser(json)) {
      if (parser.nextToken() != start) {
        throw new IllegalArgumentException("expected " + expected);
      }
      T read = body.read(parser);
      if (parser.nextToken() != null) {
        throw new IllegalArgumentException("the JSON goes on after its end");
      }
      return read;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no valid JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new IllegalArgumentException("no valid JSON: " + e.getMessage(), e);
    }
  }

  private static Map<String, Object> object(JsonParser parser) throws IOException {
    Map<String, Object> fields = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      fields.put(name, value(parser));
    }
    return fields;
  }

  private static List<Object> array(JsonParser parser) throws IOException {
    List<Object> values = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      values.add(value(parser));
    }
    return values;
  }

  private static Object value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> NULL;
    };
  }
}
