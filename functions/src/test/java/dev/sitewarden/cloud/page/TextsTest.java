package dev.sitewarden.cloud.page;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every text that a page asks for is there in every language, and no other. */
final class TextsTest {
  private static final Path PAGES = Path.of("src/main/resources/META-INF/resources");
  private static final String REFERENCE = "en";
  private static final Pattern BLANK = Pattern.compile("\\{(\\w+)}");

  /** Ways in which a page names a text: the group is its path. */
  private static final Pattern IN_HTML = Pattern.compile("data-(?:text|label)=\"([\\w.]+)\"");

  private static final Pattern IN_SCRIPT = Pattern.compile("(?<![/\\w])texts((?:\\.\\w+)+)");
  private static final Pattern ALIAS = Pattern.compile("const (\\w+) = texts((?:\\.\\w+)+);");

  @Test
  void everyTextThatAPageAsksForIsThere() throws IOException {
    Set<String> there = texts(REFERENCE).keySet();

    Set<String> missing = asked();
    missing.removeIf(path -> there.stream().anyMatch(text -> isAt(path, text)));

    assertThat(missing).isEmpty();
  }

  @Test
  void noTextIsThereThatNoPageAsksFor() throws IOException {
    Set<String> asked = asked();

    Set<String> unused = new TreeSet<>(texts(REFERENCE).keySet());
    unused.removeIf(text -> asked.stream().anyMatch(path -> isAt(path, text)));

    assertThat(unused).isEmpty();
  }

  @Test
  void everyLanguageSaysTheSameWithTheSameBlanks() throws IOException {
    Map<String, Set<String>> reference = blanks(REFERENCE);

    for (String language : languages()) {
      assertThat(blanks(language)).as(language).isEqualTo(reference);
    }
  }

  /** Whether the text is what the path names, or something below it. */
  private static boolean isAt(String path, String text) {
    return text.equals(path) || text.startsWith(path + ".");
  }

  private static List<String> languages() throws IOException {
    try (Stream<Path> files = Files.list(PAGES.resolve("texts"))) {
      return files.map(file -> file.getFileName().toString().replace(".json", "")).toList();
    }
  }

  private static Map<String, Set<String>> blanks(String language) throws IOException {
    Map<String, Set<String>> blanks = new TreeMap<>();
    texts(language)
        .forEach(
            (path, text) ->
                blanks.put(
                    path,
                    BLANK
                        .matcher(text)
                        .results()
                        .map(found -> found.group(1))
                        .collect(toCollection(TreeSet::new))));
    return blanks;
  }

  private static Map<String, String> texts(String language) throws IOException {
    JsonNode root =
        new ObjectMapper().readTree(PAGES.resolve("texts/" + language + ".json").toFile());
    Map<String, String> texts = new TreeMap<>();
    collect("", root, texts);
    return texts;
  }

  private static void collect(String path, JsonNode node, Map<String, String> texts) {
    if (node.isObject() && !node.has("other")) {
      node.properties()
          .forEach(
              child ->
                  collect(
                      path.isEmpty() ? child.getKey() : path + "." + child.getKey(),
                      child.getValue(),
                      texts));
    } else {
      texts.put(path, node.isTextual() ? node.textValue() : node.toString());
    }
  }

  /** The paths that pages name; where they choose below one at run time, the one. */
  private static Set<String> asked() throws IOException {
    Set<String> asked = new TreeSet<>();
    try (Stream<Path> files = Files.walk(PAGES)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(".html")) {
          groups(IN_HTML, Files.readString(file)).forEach(asked::add);
        } else if (name.endsWith(".js")) {
          collect(Files.readString(file), asked);
        }
      }
    }
    return asked;
  }

  private static void collect(String script, Set<String> asked) {
    Map<String, String> aliases = new HashMap<>();
    Matcher alias = ALIAS.matcher(script);
    while (alias.find()) {
      aliases.put(alias.group(1), alias.group(2).substring(1));
    }
    groups(IN_SCRIPT, ALIAS.matcher(script).replaceAll("")).forEach(path -> add(path, asked));
    aliases.forEach(
        (name, base) ->
            groups(Pattern.compile("\\b" + name + "((?:\\.\\w+)+|(?=\\[))"), script)
                .forEach(path -> add(path.isEmpty() ? base : base + path, asked)));
  }

  private static void add(String path, Set<String> asked) {
    asked.add(path.replace("?", "").replaceFirst("^\\.", ""));
  }

  private static Stream<String> groups(Pattern pattern, String text) {
    return pattern.matcher(text).results().map((MatchResult found) -> found.group(1));
  }
}
