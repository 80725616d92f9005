package dev.sitewarden.cloud.notify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The texts of messages in one language, with {@code {blanks}}; where a number decides, {@code one}
 * and {@code other}. A text that is missing is found at the first use of the language, which a test
 * makes.
 */
final class Texts {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern BLANK = Pattern.compile("\\{(\\w+)}");

  private final String file;
  private final JsonNode root;

  private Texts(String file, JsonNode root) {
    this.file = file;
    this.root = root;
  }

  /** Reads a language's file. */
  static Texts in(Language language) {
    String file = "/messages/%s.json".formatted(language.tag());
    try (InputStream in = Texts.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("the texts %s are not there".formatted(file));
      }
      return new Texts(file, JSON.readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException("reading the texts %s failed".formatted(file), e);
    }
  }

  /** The text of that name. */
  String at(String name) {
    return text(root.path(name), name);
  }

  /** The text of that name for so many. */
  String at(String name, long count) {
    String form = count == 1 ? "one" : "other";
    return filled(text(root.path(name).path(form), name + "." + form), Map.of("count", "" + count));
  }

  /** What a word of ours is called, or the word itself if there is no other for it. */
  String called(String group, String word) {
    return root.path(group).path(word).asText(word);
  }

  /** How times are written, in UTC. */
  DateTimeFormatter format(String name) {
    return DateTimeFormatter.ofPattern(at(name)).withZone(ZoneOffset.UTC);
  }

  private String text(JsonNode node, String name) {
    if (!node.isTextual()) {
      throw new IllegalStateException("the text %s is missing in %s".formatted(name, file));
    }
    return node.textValue();
  }

  /** The text with its blanks filled in; a value with braces stays as it is. */
  static String filled(String text, Map<String, String> values) {
    return BLANK
        .matcher(text)
        .replaceAll(
            blank -> {
              String value = values.get(blank.group(1));
              if (value == null) {
                throw new IllegalStateException(
                    "nothing to fill %s with in '%s'".formatted(blank.group(), text));
              }
              return Matcher.quoteReplacement(value);
            });
  }
}
