package dev.sitewarden.cloud;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What can be wrong with a body, made from one that is right. */
final class HostileBodies {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int DEEP = 10_000;
  private static final String MARK = "@@@";

  /** Fields that are no texts but names of values: Jackson reads past a NUL, which nobody keeps. */
  private static final Set<String> READ = Set.of("verdict", "severity", "timezone", "from", "to");

  private HostileBodies() {}

  /** Each by its name. */
  static Map<String, byte[]> of(String right) {
    Map<String, byte[]> bodies = new LinkedHashMap<>();
    bodies.put("nothing", new byte[0]);
    bodies.put("null", bytes("null"));
    bodies.put("a number", bytes("7"));
    bodies.put("a text", bytes("\"words\""));
    bodies.put("the other container", bytes(right.startsWith("[") ? "{}" : "[]"));
    bodies.put("cut off", bytes(right.substring(0, right.length() - 1)));
    bodies.put("two documents", bytes(right + right));
    bodies.put("deep arrays", bytes("[".repeat(DEEP)));
    bodies.put("deep objects", bytes("{\"a\":".repeat(DEEP)));
    bodies.put("no UTF-8", right.replaceFirst("[\\[{]", "$0\"\u00ff\":").getBytes(ISO_8859_1));
    if (parsed(right) instanceof ObjectNode object) {
      putWithFields(object, bodies);
    }
    return bodies;
  }

  private static void putWithFields(ObjectNode right, Map<String, byte[]> bodies) {
    bodies.put("an unknown field", bytes(right.deepCopy().put("surprise", 1)));
    bodies.put("too long", bytes(right.deepCopy().put("surprise", "x".repeat(70_000))));
    bodies.put(
        "an unknown field that is deep",
        bytes(marked(right, "surprise", "[".repeat(DEEP) + "]".repeat(DEEP))));
    for (Map.Entry<String, JsonNode> field : right.properties()) {
      String name = field.getKey();
      bodies.put(name + " is an object", bytes(marked(right, name, "{\"x\":[1]}")));
      if (field.getValue().isTextual() && !READ.contains(name)) {
        String text = field.getValue().textValue();
        bodies.put(name + " with NUL", bytes(marked(right, name, quoted(text, "\\u0000"))));
        bodies.put(name + " with half a pair", bytes(marked(right, name, quoted(text, "\\ud83d"))));
        bodies.put(
            name + " is endless", bytes(marked(right, name, quoted(text, "x".repeat(9000)))));
      }
    }
  }

  private static String quoted(String text, String more) {
    return '"' + text + more + '"';
  }

  /** The body with a field that holds these characters as they are. */
  private static String marked(ObjectNode right, String field, String raw) {
    return right.deepCopy().put(field, MARK).toString().replace('"' + MARK + '"', raw);
  }

  private static byte[] bytes(Object body) {
    return body.toString().getBytes(UTF_8);
  }

  private static JsonNode parsed(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
