package dev.sitewarden.cloud.notify;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sitewarden.domain.site.SiteId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pages have a sentence for every reason, and a value for each of its blanks. */
final class SuppressionTest {
  private static final Path TEXTS = Path.of("src/main/resources/META-INF/resources/texts/en.json");
  private static final Pattern BLANK = Pattern.compile("\\{(\\w+)}");
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final SiteId YARD = new SiteId("yard");

  @ParameterizedTest
  @EnumSource
  void everyReasonHasASentence(Suppression.Code code) throws IOException {
    assertThat(sentences().path(code.name()).asText()).isNotEmpty();
  }

  @Test
  void everyBlankHasItsValue() throws IOException {
    for (Suppression one :
        List.of(
            Suppression.quiet(YARD, NOON),
            Suppression.storm(20, Duration.ofMinutes(10)),
            Suppression.nobody(YARD, NOON, new Instead.One("chief")))) {
      assertThat(one.values().keySet()).isEqualTo(blanks(one.code().name()));
      assertThat(one.values().values())
          .as("the sentence in English says all of it")
          .allSatisfy(value -> assertThat(one.reason()).contains(value));
    }
    Suppression mailed =
        Suppression.nobody(YARD, NOON, new Instead.Mailboxes(List.of(new ContactEntity("ann"))));
    assertThat(mailed.values().keySet()).isEqualTo(blanks("MAILED"));
    assertThat(mailed.reason()).contains("told 1 who decides there").doesNotContain("ann");
    assertThat(Suppression.toldOf(Suppression.Code.STORM, 2, NOON).values().keySet())
        .isEqualTo(blanks("DIGEST"));
  }

  @Test
  void valuesAreReadAsTheyWereWritten() {
    Map<String, String> values = Map.of("site", "a \"yard\"", "people", "ann, bob");

    assertThat(ReasonValues.read(ReasonValues.write(values))).isEqualTo(values);
  }

  @Test
  void whatIsGivenUpSaysOfNobodyThatHeWasTold() {
    NotificationEntity row =
        new NotificationEntity(NotificationKind.OPENED, Optional.empty(), 0, NOON);
    row.suppress(Suppression.nobody(YARD, NOON, new Instead.One("chief")));

    row.giveUp("it cannot be routed");

    assertThat(row.state).isEqualTo(NotificationState.FAILED);
    assertThat(row.suppressedBy).isNull();
    assertThat(row.reasonValues).isNull();
  }

  private static Set<String> blanks(String name) throws IOException {
    return BLANK
        .matcher(sentences().path(name).toString())
        .results()
        .map(found -> found.group(1))
        .collect(toCollection(TreeSet::new));
  }

  private static JsonNode sentences() throws IOException {
    return new ObjectMapper().readTree(TEXTS.toFile()).at("/notifications/reasons");
  }
}
