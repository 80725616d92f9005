package dev.sitewarden.cloud.notify;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every text of messages is there in every language, and no other, and fits into text messages. */
final class MessageTextsTest {
  private static final Path FILES = Path.of("src/main/resources/messages");
  private static final Path ASKING =
      Path.of("src/main/java/dev/sitewarden/cloud/notify/Phrases.java");
  private static final Pattern ASKED = Pattern.compile("texts\\.\\w+\\(\"(\\w+)\"");
  private static final Pattern BLANK = Pattern.compile("\\{(\\w+)}");

  /** Of 3GPP TS 23.038, without its extensions, of which each counts twice. */
  private static final Pattern GSM =
      Pattern.compile("[\\w @£$¥èéùìòÇØøÅåÆæßÉ!\"#¤%&'()*+,\\-./:;<=>?¡ÄÖÑÜ§¿äöñüà]*");

  @ParameterizedTest
  @EnumSource
  void everyLanguageSaysTheSameWithTheSameBlanks(Language language) throws IOException {
    assertThat(blanks(language)).isEqualTo(blanks(Language.EN));
    assertThat(Phrases.in(language).captions().language()).isEqualTo(language);
  }

  @Test
  void aLanguageThatHasTextsIsOffered() throws IOException {
    try (Stream<Path> files = Files.list(FILES)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              Stream.of(Language.values()).map(one -> one.tag() + ".json").toList());
    }
  }

  @Test
  void everyTextIsAskedForAndNoOther() throws IOException {
    Set<String> asked =
        ASKED
            .matcher(Files.readString(ASKING))
            .results()
            .map(found -> found.group(1))
            .collect(toCollection(TreeSet::new));
    Set<String> there = new TreeSet<>();
    root(Language.EN).fieldNames().forEachRemaining(there::add);

    assertThat(there).isEqualTo(asked);
  }

  @ParameterizedTest
  @EnumSource
  void textsAreOfTheAlphabetOfTextMessages(Language language) throws IOException {
    assertThat(texts(language))
        .allSatisfy(
            (name, text) -> assertThat(BLANK.matcher(text).replaceAll("")).as(name).matches(GSM));
  }

  @ParameterizedTest(name = "{0} letters: {1}")
  @CsvSource({"10, 71", "98, 159", "99, 160", "100, 160", "300, 160"})
  void wordsAreCutAndTheLinkNever(int letters, int length) {
    URI link = URI.create("https://sitewarden.example.org/a#" + "x".repeat(27));

    String text = ShortText.of("w".repeat(letters), link);

    assertThat(text).hasSize(length).endsWith(" " + link);
  }

  @Test
  void aLinkThatLeavesNoRoomIsWorthASecondMessage() {
    URI link = URI.create("https://sitewarden.example.org/a#" + "x".repeat(120));

    assertThat(ShortText.of("ALARM: bare head in Loading dock", link))
        .startsWith("ALARM: bare head in Loading dock https");
  }

  private static Map<String, Set<String>> blanks(Language language) throws IOException {
    Map<String, Set<String>> blanks = new TreeMap<>();
    texts(language)
        .forEach(
            (name, text) ->
                blanks.put(
                    name,
                    BLANK
                        .matcher(text)
                        .results()
                        .map(found -> found.group(1))
                        .collect(toCollection(TreeSet::new))));
    return blanks;
  }

  private static Map<String, String> texts(Language language) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    root(language)
        .properties()
        .forEach(
            entry -> {
              if (entry.getValue().isTextual()) {
                texts.put(entry.getKey(), entry.getValue().textValue());
              } else {
                entry
                    .getValue()
                    .properties()
                    .forEach(
                        inner ->
                            texts.put(
                                entry.getKey() + "." + inner.getKey(),
                                inner.getValue().textValue()));
              }
            });
    return texts;
  }

  private static JsonNode root(Language language) throws IOException {
    return new ObjectMapper().readTree(FILES.resolve(language.tag() + ".json").toFile());
  }
}
