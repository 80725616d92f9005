package dev.sitewarden.hub.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the conditions of IoT Hub's query language that sites use: {@code = != <> < <= > >= IN AND
 * OR NOT is_defined()} and parentheses, over paths such as {@code tags.site} and texts in single
 * quotes, numbers, true and false. By recursive descent; a text is read once.
 */
final class ConditionParser {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:('(?:[^']|'')*')|(-?[0-9]+(?:\\.[0-9]+)?)|([$A-Za-z_][$A-Za-z0-9_.-]*)|(<=|>=|<>|!=|[=<>()\\[\\],*]))");
  private static final int MAX_DEPTH = 50;

  private final String text;
  private final List<String> tokens;
  private int next;
  private int depth;

  private ConditionParser(String text) {
    this.text = text;
    this.tokens = tokens(text);
  }

  /** Reads it; anything else is an {@link IllegalArgumentException}. */
  static Condition parse(String text) {
    ConditionParser parser = new ConditionParser(text);
    Condition condition = parser.either();
    if (parser.next < parser.tokens.size()) {
      throw parser.mistake("nothing after it");
    }
    return condition;
  }

  private static List<String> tokens(String text) {
    List<String> tokens = new ArrayList<>();
    String rest = text.strip();
    Matcher matcher = TOKEN.matcher(rest);
    int end = 0;
    while (end < rest.length()) {
      if (!matcher.find(end) || matcher.start() != end) {
        throw new IllegalArgumentException(
            "the condition '%s' cannot be read at '%s'".formatted(text, rest.substring(end)));
      }
      tokens.add(matcher.group().strip());
      end = matcher.end();
    }
    return tokens;
  }

  private Condition either() {
    if (++depth > MAX_DEPTH) {
      throw mistake("fewer parentheses");
    }
    Condition left = both();
    while (accept("OR")) {
      left = new Condition.Or(left, both());
    }
    depth--;
    return left;
  }

  private Condition both() {
    Condition left = one();
    while (accept("AND")) {
      left = new Condition.And(left, one());
    }
    return left;
  }

  private Condition one() {
    if (accept("NOT")) {
      if (++depth > MAX_DEPTH) {
        throw mistake("fewer NOTs");
      }
      return new Condition.Not(one());
    }
    if (accept("(")) {
      Condition inner = either();
      require(")");
      return inner;
    }
    if (accept("*")) {
      return new Condition.Always();
    }
    if (accept("is_defined")) {
      require("(");
      String path = path();
      require(")");
      return new Condition.Defined(path);
    }
    return comparison(path());
  }

  private Condition comparison(String path) {
    if (accept("IN")) {
      require("[");
      List<Object> values = new ArrayList<>(List.of(value()));
      while (accept(",")) {
        values.add(value());
      }
      require("]");
      return new Condition.In(path, values);
    }
    String sign = take();
    if (!List.of("=", "!=", "<>", "<", "<=", ">", ">=").contains(sign)) {
      next--;
      throw mistake("a comparison");
    }
    return new Condition.Compared(path, sign, value());
  }

  private String path() {
    String token = take();
    if (!token.matches("[$A-Za-z_].*")) {
      next--;
      throw mistake("a path such as tags.site");
    }
    return token;
  }

  private Object value() {
    String token = take();
    if (token.startsWith("'")) {
      return token.substring(1, token.length() - 1).replace("''", "'");
    }
    if (token.matches("-?[0-9].*")) {
      return Double.valueOf(token);
    }
    return switch (token.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> {
        next--;
        throw mistake("a text in single quotes, a number, true or false");
      }
    };
  }

  private boolean accept(String token) {
    if (next < tokens.size() && tokens.get(next).equalsIgnoreCase(token)) {
      next++;
      return true;
    }
    return false;
  }

  private void require(String token) {
    if (!accept(token)) {
      throw mistake("'%s'".formatted(token));
    }
  }

  private String take() {
    if (next == tokens.size()) {
      throw mistake("more");
    }
    return tokens.get(next++);
  }

  private IllegalArgumentException mistake(String wanted) {
    return new IllegalArgumentException(
        "the condition '%s' needs %s at %s"
            .formatted(
                text,
                wanted,
                next < tokens.size() ? "'%s'".formatted(tokens.get(next)) : "its end"));
  }
}
