package dev.sitewarden.edge.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Writes parts of a settings document as YAML and puts them into a text in which the rest, comments
 * included, stays as it was.
 */
final class SettingsText {
  /** What YAML takes for a text without quotes, whatever its version. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_./-]*");

  private static final Pattern WORD_WITH_A_MEANING =
      Pattern.compile("(?i)true|false|yes|no|on|off|y|n|null");

  private SettingsText() {}

  /**
   * The text with another value for a key of the document.
   *
   * @param text in block style; the key's old value is the lines from the key to the next key at
   *     the left margin, without comments and empty lines before that
   * @param value what stands there then; the key goes if it is empty
   */
  static String replace(String text, String key, Map<String, Object> value) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    int begin = 0;
    while (begin < lines.size() && !lines.get(begin).matches(Pattern.quote(key) + "\\s*:.*")) {
      begin++;
    }
    int end = Math.min(begin + 1, lines.size());
    while (end < lines.size() && !lines.get(end).matches("\\S.*")) {
      end++;
    }
    while (end > begin + 1 && lines.get(end - 1).isBlank()) {
      end--;
    }
    lines.subList(begin, end).clear();
    if (!value.isEmpty()) {
      lines.addAll(begin, write(Map.of(key, value)).lines().toList());
    }
    return String.join("\n", lines) + "\n";
  }

  /** A document in block style; lists in one line each. */
  static String write(Map<String, Object> document) {
    var text = new StringBuilder();
    block(document, "", text);
    return text.toString();
  }

  private static void block(Map<?, ?> fields, String indent, StringBuilder text) {
    fields.forEach(
        (key, value) -> {
          text.append(indent).append(scalar(key)).append(':');
          if (value instanceof Map<?, ?> nested && !nested.isEmpty()) {
            text.append('\n');
            block(nested, indent + "  ", text);
          } else {
            text.append(' ').append(flow(value)).append('\n');
          }
        });
  }

  private static String flow(Object value) {
    return switch (value) {
      case List<?> list ->
          "[" + String.join(", ", list.stream().map(SettingsText::flow).toList()) + "]";
      case Map<?, ?> map ->
          "{"
              + String.join(
                  ", ",
                  map.entrySet().stream()
                      .map(field -> scalar(field.getKey()) + ": " + flow(field.getValue()))
                      .toList())
              + "}";
      default -> scalar(value);
    };
  }

  private static String scalar(Object value) {
    if (value instanceof Number || value instanceof Boolean) {
      return value.toString();
    }
    String text = value.toString();
    boolean isPlain = PLAIN.matcher(text).matches() && !WORD_WITH_A_MEANING.matcher(text).matches();
    return isPlain ? text : quoted(text);
  }

  /** Double-quoted, as JSON and YAML both read it. */
  private static String quoted(String text) {
    var quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char sign = text.charAt(i);
      if (sign == '"' || sign == '\\') {
        quoted.append('\\').append(sign);
      } else if (sign < ' ' || sign == 0x7f || (sign >= 0x80 && sign < 0xa0) || sign == 0x2028) {
        quoted.append("\\u%04x".formatted((int) sign));
      } else {
        quoted.append(sign);
      }
    }
    return quoted.append('"').toString();
  }
}
