package dev.sitewarden.domain.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object of a message and where it stands in it, so that every complaint names its key,
 * such as {@code data.zone.id}. Keys that nobody asks for are ignored; {@code null} is missing.
 */
final class JsonObject {
  private static final int SHOWN_CHARACTERS = 80;

  private final String path;
  private final String name;
  private final Map<String, Object> fields;

  /**
   * The root of a document.
   *
   * @param fields values are {@code String}, {@code Long}, {@code Double}, {@code Boolean}, {@code
   *     List} or {@code Map}
   */
  JsonObject(Map<String, Object> fields) {
    this("", "", fields);
  }

  /**
   * @param path keys from the root joined by dots
   * @param name the last of them
   */
  private JsonObject(String path, String name, Map<String, Object> fields) {
    this.path = path;
    this.name = name;
    this.fields = fields;
  }

  boolean has(String key) {
    return fields.containsKey(key);
  }

  /** The key under which this object stands. */
  String name() {
    return name;
  }

  /** The key under which this object stands, as {@code read} understands it. */
  <T> T named(Function<String, T> read) {
    try {
      return read.apply(name);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(path + ": " + e.getMessage(), e);
    }
  }

  /** Refuses every key but these. */
  void requireOnly(String... known) {
    List<String> allowed = List.of(known);
    for (String key : fields.keySet()) {
      if (!allowed.contains(key)) {
        throw broken(key, "is not known here; known are " + String.join(", ", allowed));
      }
    }
  }

  /** What {@code read} makes of the key, if it is there. */
  <T> Optional<T> maybe(String key, Function<String, T> read) {
    return has(key) ? Optional.of(read.apply(key)) : Optional.empty();
  }

  Map<String, Object> fields() {
    return fields;
  }

  boolean truth(String key) {
    return require(key, Boolean.class, "true or false");
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
    return asObject(pathOf(key), key, require(key, Map.class, "an object"));
  }

  List<JsonObject> objects(String key) {
    List<JsonObject> objects = new ArrayList<>();
    for (Object element : require(key, List.class, "an array of objects")) {
      String place = element(pathOf(key), objects.size());
      objects.add(asObject(place, key, element));
    }
    return objects;
  }

  /** All values of this object, each an object under a name of its own, as they were written. */
  List<JsonObject> objects() {
    return fields.entrySet().stream()
        .map(field -> asObject(pathOf(field.getKey()), field.getKey(), field.getValue()))
        .toList();
  }

  /** An array of texts. */
  List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    for (Object element : require(key, List.class, "an array of texts")) {
      if (!(element instanceof String text)) {
        throw broken(element(key, texts.size()), "must be a text, got " + shown(element));
      }
      texts.add(text);
    }
    return texts;
  }

  /** An array of texts, each as {@code read} understands it. */
  <T> List<T> texts(String key, Function<String, T> read) {
    List<T> values = new ArrayList<>();
    for (String text : texts(key)) {
      values.add(named(element(key, values.size()), text, read));
    }
    return values;
  }

  /** One of the names in lower case. */
  <E extends Enum<E>> E oneOf(String key, E[] values) {
    return parsed(key, text -> oneOf(values, text));
  }

  private static <E extends Enum<E>> E oneOf(E[] values, String text) {
    for (E value : values) {
      if (DeviceMessageWriter.wireName(value).equals(text)) {
        return value;
      }
    }
    String allowed =
        Arrays.stream(values).map(DeviceMessageWriter::wireName).collect(Collectors.joining(", "));
    throw new IllegalArgumentException("must be one of %s, got '%s'".formatted(allowed, text));
  }

  /** An array of exactly {@code size} numbers, made into a value by {@code read}. */
  <T> T numbers(String key, int size, Function<double[], T> read) {
    return named(key, toNumbers(key, require(key, List.class, "an array"), size), read);
  }

  /** An array of arrays of exactly {@code size} numbers, made into a value by {@code read}. */
  <T> T rows(String key, int size, Function<List<double[]>, T> read) {
    return named(key, toRows(key, require(key, List.class, "an array of arrays"), size), read);
  }

  /** An array of what {@link #rows} reads. */
  <T> List<T> grids(String key, int size, Function<List<double[]>, T> read) {
    List<T> grids = new ArrayList<>();
    for (Object element : require(key, List.class, "an array")) {
      String place = element(key, grids.size());
      if (!(element instanceof List<?> grid)) {
        throw broken(place, "must be an array, got " + shown(element));
      }
      grids.add(named(place, toRows(place, grid, size), read));
    }
    return grids;
  }

  private List<double[]> toRows(String key, List<?> elements, int size) {
    List<double[]> rows = new ArrayList<>();
    for (Object element : elements) {
      String place = element(key, rows.size());
      if (!(element instanceof List<?> row)) {
        throw broken(place, "must be an array, got " + shown(element));
      }
      rows.add(toNumbers(place, row, size));
    }
    return rows;
  }

  private double[] toNumbers(String key, List<?> elements, int size) {
    if (elements.size() != size
        || !elements.stream().allMatch(element -> element instanceof Number)) {
      throw broken(key, "must be %d numbers, got %s".formatted(size, shown(elements)));
    }
    return elements.stream().mapToDouble(element -> ((Number) element).doubleValue()).toArray();
  }

  private static JsonObject asObject(String place, String key, @Nullable Object value) {
    if (!(value instanceof Map<?, ?>)) {
      throw new IllegalArgumentException(
          "%s must be an object, got %s".formatted(place, shown(value)));
    }
    @SuppressWarnings("unchecked") // every Map in a parsed message has String keys
    Map<String, Object> map = (Map<String, Object>) value;
    return new JsonObject(place, key, map);
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

  /** What is wrong with a key. */
  IllegalArgumentException broken(String key, String complaint) {
    return new IllegalArgumentException(pathOf(key) + " " + complaint);
  }

  /** What the element of an array is called. */
  private static String element(String array, int index) {
    return array + "[" + index + "]";
  }

  private String pathOf(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private static String shown(@Nullable Object value) {
    String text = value instanceof String ? "'" + value + "'" : String.valueOf(value);
    return text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "...";
  }
}
