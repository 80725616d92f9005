package dev.sitewarden.inference;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A small JSON document as nested maps; asking for what is not there names the field. */
final class JsonObject {
  private static final JsonFactory JSON = new JsonFactory();
  private static final Object NULL = new Object();

  private final String path;
  private final Map<String, Object> fields;

  private JsonObject(String path, Map<String, Object> fields) {
    this.path = path;
    this.fields = fields;
  }

  static JsonObject parse(byte[] json) {
    try (JsonParser parser = JSON.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IllegalArgumentException("expected a JSON object");
      }
      return new JsonObject("", object(parser));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no valid JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory failed", e);
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

  String text(String key) {
    return get(key, String.class, "a text");
  }

  double number(String key) {
    return get(key, Double.class, "a number");
  }

  int integer(String key) {
    double value = number(key);
    if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
      throw wrong(key, "a whole number", value);
    }
    return (int) value;
  }

  List<String> texts(String key) {
    return list(key, String.class, "a list of texts");
  }

  List<Double> numbers(String key) {
    return list(key, Double.class, "a list of numbers");
  }

  JsonObject object(String key) {
    Map<?, ?> value = get(key, Map.class, "an object");
    Map<String, Object> inner = new LinkedHashMap<>();
    value.forEach((name, field) -> inner.put((String) name, field));
    return new JsonObject(path + key + ".", inner);
  }

  /** All fields as numbers, their names turned into keys. */
  <K> Map<K, Double> numbersBy(Function<String, K> key) {
    Map<K, Double> numbers = new LinkedHashMap<>();
    fields.keySet().forEach(name -> numbers.put(key.apply(name), number(name)));
    return numbers;
  }

  private <T> List<T> list(String key, Class<T> type, String expected) {
    List<?> values = get(key, List.class, expected);
    for (Object value : values) {
      if (!type.isInstance(value)) {
        throw wrong(key, expected, value);
      }
    }
    return values.stream().<T>map(type::cast).toList();
  }

  private <T> T get(String key, Class<T> type, String expected) {
    Object value = fields.get(key);
    if (value == null) {
      throw new IllegalArgumentException("field '%s%s' is missing".formatted(path, key));
    }
    if (!type.isInstance(value)) {
      throw wrong(key, expected, value == NULL ? "null" : value);
    }
    return type.cast(value);
  }

  private IllegalArgumentException wrong(String key, String expected, Object found) {
    return new IllegalArgumentException(
        "field '%s%s' must be %s, got %s".formatted(path, key, expected, found));
  }
}
