package dev.sitewarden.inference.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A small JSON document as nested maps; asking for what is not there names the field. */
public final class JsonObject {
  private final String path;
  private final Map<String, Object> fields;

  JsonObject(String path, Map<String, Object> fields) {
    this.path = path;
    this.fields = fields;
  }

  /**
   * Reads a document that is one object.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static JsonObject parse(byte[] json) {
    return new JsonObject("", JsonText.object(json));
  }

  /**
   * Reads a document that is one array of objects.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static List<JsonObject> parseAll(byte[] json) {
    return objects("", JsonText.array(json));
  }

  /** Whether the field is there and not null. */
  public boolean has(String key) {
    return fields.containsKey(key) && fields.get(key) != JsonText.NULL;
  }

  public String text(String key) {
    return get(key, String.class, "a text");
  }

  public boolean flag(String key) {
    return get(key, Boolean.class, "true or false");
  }

  public double number(String key) {
    return get(key, Double.class, "a number");
  }

  public int integer(String key) {
    double value = number(key);
    if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
      throw wrong(key, "a whole number", value);
    }
    return (int) value;
  }

  public List<String> texts(String key) {
    return list(key, String.class, "a list of texts");
  }

  public List<Double> numbers(String key) {
    return list(key, Double.class, "a list of numbers");
  }

  public JsonObject object(String key) {
    return object(path + key + ".", get(key, Map.class, "an object"));
  }

  public List<JsonObject> objects(String key) {
    return objects(path + key, get(key, List.class, "a list of objects"));
  }

  private static List<JsonObject> objects(String path, List<?> values) {
    List<JsonObject> objects = new ArrayList<>(values.size());
    for (Object value : values) {
      String place = "%s[%d]".formatted(path, objects.size());
      if (!(value instanceof Map<?, ?> inner)) {
        throw new IllegalArgumentException(
            "field '%s' must be an object, got %s".formatted(place, shown(value)));
      }
      objects.add(object(place + ".", inner));
    }
    return objects;
  }

  private static JsonObject object(String path, Map<?, ?> value) {
    Map<String, Object> inner = new LinkedHashMap<>();
    value.forEach((name, field) -> inner.put((String) name, field));
    return new JsonObject(path, inner);
  }

  /** All fields as numbers, their names turned into keys. */
  public <K> Map<K, Double> numbersBy(Function<String, K> key) {
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
      throw wrong(key, expected, value);
    }
    return type.cast(value);
  }

  private IllegalArgumentException wrong(String key, String expected, Object found) {
    return new IllegalArgumentException(
        "field '%s%s' must be %s, got %s".formatted(path, key, expected, shown(found)));
  }

  private static String shown(Object value) {
    String text = value == JsonText.NULL ? "null" : String.valueOf(value);
    return text.length() <= 80 ? text : text.substring(0, 80) + "...";
  }
}
