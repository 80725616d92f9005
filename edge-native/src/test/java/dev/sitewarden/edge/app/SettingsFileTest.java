package dev.sitewarden.edge.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sitewarden.domain.fleet.DesiredProperties;
import dev.sitewarden.domain.fleet.ModelSource;
import dev.sitewarden.domain.vision.Rule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsFileTest {
  private static final Path ROOT = Path.of(System.getProperty("sitewarden.root", ""));

  private final Path file;

  SettingsFileTest(@TempDir Path folder) {
    this.file = folder.resolve("site.yaml");
  }

  @Test
  void theWorksitesSettingsAreUnderstood() {
    DesiredProperties desired = SettingsFile.read(ROOT.resolve("demo/worksite/site.yaml"));

    assertThat(desired.model()).isEqualTo(new ModelSource.Local("../../models/ppe"));
    assertThat(desired.zonesOf(desired.cameras().getFirst().id()))
        .singleElement()
        .satisfies(zone -> assertThat(zone.rules()).containsExactly(Rule.missingPpe()));
  }

  @Test
  void jsonIsYamlToo() throws IOException {
    Files.writeString(
        file, "{\"model\": {\"path\": \"m\"}, \"cameras\": {\"c\": {\"source\": \"s\"}}}");

    assertThat(SettingsFile.read(file).cameras()).hasSize(1);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "model: [ | it is no YAML: ",
        "model: 7 | model must be an object, got 7",
        "7 | the document must be an object, got 7",
        "'' | the document must be an object",
        "model: {path: a}~model: {path: b} | found duplicate key model, line 2",
        "a: &x [1]~b: [*x, *x] | it is no YAML: ",
        "model: !!binary aGVsbG8= | model must be a text, number, yes or no",
        "a: [1, null] | a has an empty element",
        "model: {path: m}~cameras: {c: {source: s, frames-per-second: .nan}} | frames-per-second",
        "model: {path: m}~cameras: {c: {source: s, frames-per-second: -.inf}} | frames-per-second",
        "model: {path: m}~cameras: {c: {source: s, frames-per-second: 99999999999999999999}}"
            + " | frames-per-second must be above 0 and at most 240",
        "model: {path: m}~cameras: {c: {source: s}}~capture: {write-megabytes-a-day:"
            + " 99999999999999999999} | capture.write-megabytes-a-day must be a whole number",
        "model: {path: m}~cameras: {c: {source: s}}~zoens: {} | zoens is not known here",
        "model: {path: m}~cameras: {} | cameras must be 1..64, got 0",
      })
  void anythingElseIsRefusedInOneSentence(String yaml, String complaint) throws IOException {
    Files.writeString(file, yaml.replace('~', '\n'));

    assertThatThrownBy(() -> SettingsFile.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(complaint)
        .hasMessageContaining(file.toString())
        .hasMessageNotContaining("\n");
  }

  @Test
  void bytesThatAreNoTextAreRefused() throws IOException {
    Files.write(file, "model: \u00e4".getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> SettingsFile.read(file)).hasMessageContaining("no text in UTF-8");
  }
}
