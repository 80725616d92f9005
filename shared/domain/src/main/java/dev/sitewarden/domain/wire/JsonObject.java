package dev.sitewarden.domain.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object of a message and where it stands in it, so that every complaint names its key,
 * such as {@code data.zone.id}. Keys that nobody asks for are ignored; {@code null} is missing.
 */
final class JsonObject {
  private static final int SHOWN_CHARACTERS = 80;

  private final String path;
  private final Map<String, Object> fields;

  /**
   * @param path keys from the root joined by dots, empty for the root
   * @param fields values are {@code String}, {@code Long}, {@code Double}, {@code Boolean}, {@code
   *     List} or {@code Map}
   */
  JsonObject(String path, Map<String, Object> fields) {
    this.path = path;
    this.fields = fields;
  }

  boolean has(String key) {
    return fields.containsKey(key);
  }

  String text(String key) {
    return require(key, String.class, "a text");
  }

  /** The text as {@code read} understands it; its complaint is passed on under the key's name. */
  <T> T parsed(String key, Function<String, T> read) {
    String text = text(key);
    return named(key, text, read);
  }

  /** The number as {@code read} understands it; its complaint is passed on under the key's name. */
  <T> T number(String key, DoubleFunction<T> read) {
    return named(key, require(key, Number.class, "a number").doubleValue(), read::apply);
  }

  /** A whole number from {@code least} to {@code most}. */
  long wholeNumber(String key, long least, long most) {
    long value = require(key, Long.class, "a whole number");
    if (value < least || value > most) {
      throw broken(key, "must be %d..%d, got %d".formatted(least, most, value));
    }
    return value;
  }

  JsonObject object(String key) {
    return asObject(pathOf(key), require(key, Map.class, "an object"));
  }

  List<JsonObject> objects(String key) {
    List<JsonObject> objects = new ArrayList<>();
    for (Object element : require(key, List.class, "an array of objects")) {
      String place = "%s[%d]".formatted(pathOf(key), objects.size());
      objects.add(asObject(place, element));
    }
    return objects;
  }

  /** An array of exactly {@code size} numbers, made into a value by {@code read}. */
  <T> T numbers(String key, int size, Function<double[], T> read) {
    return named(key, toNumbers(key, require(key, List.class, "an array"), size), read);
  }

  /** An array of arrays of exactly {@code size} numbers, made into a value by {@code read}. */
  <T> T rows(String key, int size, Function<List<double[]>, T> read) {
    List<double[]> rows = new ArrayList<>();
    for (Object element : require(key, List.class, "an array of arrays")) {
      String place = "%s[%d]".formatted(key, rows.size());
      if (!(element instanceof List<?> row)) {
        throw broken(place, "must be an array, got " + shown(element));
      }
      rows.add(toNumbers(place, row, size));
    }
    return named(key, rows, read);
  }

  private double[] toNumbers(String key, List<?> elements, int size) {
    if (elements.size() != size
        || !elements.stream().allMatch(element -> element instanceof Number)) {
      throw broken(key, "must be %d numbers, got %s".formatted(size, shown(elements)));
    }
    return elements.stream().mapToDouble(element -> ((Number) element).doubleValue()).toArray();
  }

  private static JsonObject asObject(String place, @Nullable Object value) {
    if (!(value instanceof Map<?, ?>)) {
      throw new IllegalArgumentException(
          "%s must be an object, got %s".formatted(place, shown(value)));
    }
    @SuppressWarnings("unchecked") // every Map in a parsed message has String keys
    Map<String, Object> map = (Map<String, Object>) value;
    return new JsonObject(place, map);
  }

  private <T> T require(String key, Class<T> type, String what) {
    Object value = fields.get(key);
    if (value == null) {
      throw broken(key, "is missing, expected " + what);
    }
    if (!type.isInstance(value)) {
      throw broken(key, "must be %s, got %s".formatted(what, shown(value)));
    }
    return type.cast(value);
  }

  private <A, T> T named(String key, A argument, Function<A, T> read) {
    try {
      return read.apply(argument);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(pathOf(key) + ": " + e.getMessage(), e);
    }
  }

  private IllegalArgumentException broken(String key, String complaint) {
    return new IllegalArgumentException(pathOf(key) + " " + complaint);
  }

  private String pathOf(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private static String shown(@Nullable Object value) {
    String text = value instanceof String ? "'" + value + "'" : String.valueOf(value);
    return text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "...";
  }
}
