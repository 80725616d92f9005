package dev.sitewarden.hub.twin;

import dev.sitewarden.hub.identity.RefusedException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads and bounds what goes into a twin. Source of every limit: azure-docs, "Understand and use
 * device twins in IoT Hub", sections "Tags and properties format" and "Device twin size".
 */
final class TwinText {
  /** Desired and reported properties may have this size each. */
  static final int MAX_PROPERTIES_BYTES = 32 * 1024;

  static final int MAX_TAGS_BYTES = 8 * 1024;

  private static final int MAX_DEPTH = 10;
  private static final int MAX_STRING_BYTES = 4 * 1024;
  private static final int MAX_KEY_BYTES = 1024;
  private static final long LEAST_INTEGER = -4_503_599_627_370_496L;
  private static final long GREATEST_INTEGER = 4_503_599_627_370_495L;
  private static final int NUMBER_BYTES = 8;
  private static final int BOOLEAN_BYTES = 4;

  private TwinText() {}

  /**
   * Reads a JSON object that may be laid over a section.
   *
   * @throws RefusedException 400 if it is no JSON object, or breaks a limit
   */
  static JsonObject read(Buffer text) {
    try {
      JsonObject object = new JsonObject(text);
      require(object);
      return object;
    } catch (DecodeException | ClassCastException e) {
      throw refused("it must be a JSON object (%s)".formatted(e.getMessage()));
    }
  }

  /** Refuses keys, values and depths that a twin does not take; nulls are for merging. */
  static void require(JsonObject object) {
    requireObject("", object, 1);
  }

  /** Refuses what a section would grow to. */
  static void requireSize(String section, JsonObject content, int most) {
    long bytes = size(content);
    if (bytes > most) {
      throw new RefusedException(
          413,
          "RequestEntityTooLarge",
          "%s would have %d bytes, a twin takes at most %d".formatted(section, bytes, most));
    }
  }

  private static void requireObject(String path, JsonObject object, int depth) {
    if (depth > MAX_DEPTH) {
      throw refused("'%s' is nested deeper than %d objects".formatted(path, MAX_DEPTH));
    }
    for (Map.Entry<String, Object> entry : object) {
      requireKey(path, entry.getKey());
      requireValue(path + "/" + entry.getKey(), entry.getValue(), depth);
    }
  }

  private static void requireKey(String path, String key) {
    boolean odd =
        key.chars().anyMatch(c -> c == '.' || c == '$' || c == ' ' || Character.isISOControl(c));
    int bytes = bytes(key);
    if (odd || bytes == 0 || bytes > MAX_KEY_BYTES) {
      throw refused(
          "a key must have 1..%d bytes without '.', '$', space and control characters, got '%s' at '%s'"
              .formatted(MAX_KEY_BYTES, key, path));
    }
  }

  private static void requireValue(String path, @Nullable Object value, int depth) {
    switch (value) {
      case null -> {}
      case JsonObject object -> requireObject(path, object, depth + 1);
      case JsonArray array -> requireArray(path, array, depth);
      case String text when bytes(text) > MAX_STRING_BYTES ->
          throw refused(
              "the text at '%s' has %d bytes, at most %d are allowed"
                  .formatted(path, bytes(text), MAX_STRING_BYTES));
      case BigInteger number -> throw outOfRange(path, number);
      case Long number when number < LEAST_INTEGER || number > GREATEST_INTEGER ->
          throw outOfRange(path, number);
      default -> {}
    }
  }

  private static void requireArray(String path, JsonArray array, int depth) {
    if (depth + 1 > MAX_DEPTH) {
      throw refused("'%s' is nested deeper than %d objects".formatted(path, MAX_DEPTH));
    }
    for (int i = 0; i < array.size(); i++) {
      if (array.getValue(i) == null) {
        throw refused("an array must not hold null, '%s' does".formatted(path));
      }
      requireValue(path + "/" + i, array.getValue(i), depth + 1);
    }
  }

  private static RefusedException outOfRange(String path, Number number) {
    return refused(
        "the integer at '%s' must be %d..%d, got %s"
            .formatted(path, LEAST_INTEGER, GREATEST_INTEGER, number));
  }

  private static RefusedException refused(String what) {
    return new RefusedException(400, "ArgumentInvalid", "the twin takes no such change: " + what);
  }

  private static long size(@Nullable Object value) {
    return switch (value) {
      case JsonObject object ->
          object.stream().mapToLong(e -> bytes(e.getKey()) + size(e.getValue())).sum();
      case JsonArray array -> array.stream().mapToLong(TwinText::size).sum();
      case String text -> bytes(text);
      case Number number -> NUMBER_BYTES;
      case Boolean truth -> BOOLEAN_BYTES;
      case null, default -> 0;
    };
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
