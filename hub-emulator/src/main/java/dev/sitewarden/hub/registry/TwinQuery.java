package dev.sitewarden.hub.registry;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A query over twins.
 *
 * @param ofModules whether it asks {@code devices.modules}
 */
record TwinQuery(boolean ofModules, Condition condition) {
  private static final Pattern SHAPE =
      Pattern.compile(
          "\\s*SELECT\\s+\\*\\s+FROM\\s+(devices(?:\\.modules)?)(?:\\s+WHERE\\s+(.+))?\\s*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  /** Reads it; anything else is an {@link IllegalArgumentException} that says what is known. */
  static TwinQuery parse(String text) {
    Matcher matcher = SHAPE.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "the hub answers SELECT * FROM devices|devices.modules [WHERE ..], got '%s'"
              .formatted(text));
    }
    String where = matcher.group(2);
    return new TwinQuery(
        matcher.group(1).toLowerCase(Locale.ROOT).equals("devices.modules"),
        where == null ? new Condition.Always() : ConditionParser.parse(where));
  }
}
