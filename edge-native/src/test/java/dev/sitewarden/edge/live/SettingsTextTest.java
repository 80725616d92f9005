package dev.sitewarden.edge.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTextTest {
  @Test
  void valueIsReplacedAndTheRestStaysAsItWas() {
    String text =
        """
        # our site
        zones: # drawn in May
          gate:
            old: {polygon: [[0, 0], [1, 0], [1, 1]]}
            # a note about it

        # what runs
        model: {path: models/ppe}
        """;

    String changed =
        SettingsText.replace(
            text,
            "zones",
            Map.of("gate", Map.of("new", Map.of("polygon", List.of(List.of(0.5, 0L))))));

    assertThat(changed)
        .isEqualTo(
            """
            # our site
            zones:
              gate:
                new:
                  polygon: [[0.5, 0]]

            # what runs
            model: {path: models/ppe}
            """);
    assertThat(SettingsText.replace(changed, "zones", Map.of()))
        .startsWith("# our site\n\n# what runs");
    assertThat(SettingsText.replace(changed, "rules", Map.of("a", 1L)))
        .endsWith("ppe}\nrules:\n  a: 1\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "Hazard zone",
        "yes",
        "null",
        "1",
        "10s",
        "a: b",
        "- a",
        "#a",
        "\"",
        "a\\b",
        "ä € 😀",
        "a\nb\t\u0000\u0085\u2028",
        " a ",
        "'",
        "*a",
        "{a}",
        "06:00",
        "~",
        ""
      })
  void everyTextIsReadAsItWasWritten(String text) {
    Map<String, Object> document =
        new LinkedHashMap<>(
            Map.of(
                "k",
                text,
                "list",
                List.of(text, 1L, 0.5, true),
                "flow",
                List.of(Map.of("a", text))));

    assertThat(LiveScene.parse(SettingsText.write(document))).isEqualTo(document);
  }
}
