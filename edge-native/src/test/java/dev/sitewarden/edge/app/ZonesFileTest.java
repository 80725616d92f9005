package dev.sitewarden.edge.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.vision.Anchor;
import dev.sitewarden.domain.vision.Rule;
import dev.sitewarden.domain.vision.RuleId;
import dev.sitewarden.domain.vision.Zone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZonesFileTest {
  private static final String TRIANGLE = "[[0.1, 0.1], [0.9, 0.1], [0.5, 0.9]]";

  private final Path file;

  ZonesFileTest(@TempDir Path folder) {
    this.file = folder.resolve("zones.json");
  }

  @Test
  void nameAndPolygonAreEnough() throws IOException {
    Zone zone = read("{'name': 'Hazard zone', 'polygon': %s}".formatted(TRIANGLE)).getFirst();

    assertThat(zone.id().value()).isEqualTo("Hazard-zone");
    assertThat(zone.anchor()).isEqualTo(Anchor.CENTRE);
    assertThat(zone.rules()).containsExactly(Rule.missingPpe());
  }

  @Test
  void everythingMayBeSaid() throws IOException {
    String rule =
        "{'id': 'nobody', 'labels': ['person'], 'at_least': 2, 'out_of': 4, 'cooldown_s': 1.5}";
    Zone zone =
        read("[{'id': 'z', 'name': 'Z', 'anchor': 'feet', 'polygon': %s, 'rules': [%s]}]"
                .formatted(TRIANGLE, rule))
            .getFirst();

    assertThat(zone.id().value()).isEqualTo("z");
    assertThat(zone.anchor()).isEqualTo(Anchor.FEET);
    assertThat(zone.rules())
        .containsExactly(
            new Rule.ObjectPresent(
                new RuleId("nobody"), Set.of(new Label("person")), 2, 4, Duration.ofMillis(1500)));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'name': 'Z', 'polygon': [[0.1, 0.1], [0.9, 0.1]]} | zone 'Z': polygon needs at least 3",
        "{'name': 'Z', 'polygon': [[0.1], [0.9, 0.1]]} | zone 'Z': polygon must be [[x, y], ..]",
        "{'name': 'Z'} | zone 'Z': 'polygon' must be an array",
        "{'polygon': []} | 'name' must be a text",
        "{'name': 'Z', 'anchor': 'head', 'polygon': [[0, 0], [1, 0], [0, 1]]} | anchor must be feet",
        "[] | must hold zones",
        "7 | expected an object",
        "{nope | is not JSON",
      })
  void anythingElseIsRefusedInOneSentence(String json, String complaint) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(complaint)
        .hasMessageContaining(file.toString())
        .hasMessageNotContaining("\n");
  }

  private List<Zone> read(String json) throws IOException {
    return ZonesFile.read(Files.writeString(file, json.replace('\'', '"')));
  }
}
