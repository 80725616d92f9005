package dev.sitewarden.edge.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The files that are installed say what the executable understands, and give no right away. */
class PackagingTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("sitewarden.root", ".."), "edge-native/packaging");

  /** Docker's instructions (docs.docker.com, Dockerfile reference) that an image here may use. */
  private static final Set<String> INSTRUCTIONS =
      Set.of(
          "FROM",
          "RUN",
          "COPY",
          "LABEL",
          "USER",
          "WORKDIR",
          "VOLUME",
          "EXPOSE",
          "STOPSIGNAL",
          "HEALTHCHECK",
          "ENTRYPOINT",
          "CMD");

  /** What FFmpeg and ONNX Runtime want of the system. */
  private static final List<String> LIBRARIES =
      List.of("libva2", "libva-drm2", "libdrm2", "libxcb1", "libxcb-shm0", "libpulse0");

  @Test
  void containerRunsAsNobodyOnDebian12WithTheLibrariesThatAreMissing() throws IOException {
    List<String> lines = instructions();

    assertThat(lines.getFirst()).isEqualTo("FROM debian:12-slim");
    assertThat(lines).allMatch(line -> INSTRUCTIONS.contains(line.split(" ", 2)[0]));
    assertThat(lines)
        .filteredOn(line -> line.startsWith("RUN "))
        .singleElement()
        .asString()
        .contains(LIBRARIES)
        .contains("rm -rf /var/lib/apt/lists/*");
    assertThat(lines)
        .filteredOn(line -> line.startsWith("USER "))
        .containsExactly("USER 4912:4912");
    for (String form : List.of("ENTRYPOINT", "CMD", "VOLUME")) {
      assertThat(lines)
          .filteredOn(line -> line.startsWith(form + " "))
          .singleElement()
          .satisfies(line -> assertThat(texts(line.substring(form.length()))).isNotEmpty());
    }
    assertThat(lines.indexOf("USER 4912:4912")).isGreaterThan(last(lines, "COPY "));
  }

  @Test
  void unitGivesNoRightThatItNeedNotGive() throws IOException {
    List<String> unit = Files.readAllLines(FOLDER.resolve("sitewarden-edge.service"));

    assertThat(unit)
        .contains(
            "DynamicUser=yes",
            "ProtectSystem=strict",
            "NoNewPrivileges=yes",
            "CapabilityBoundingSet=",
            "Restart=always",
            "StateDirectoryMode=0700",
            "StartLimitIntervalSec=0")
        .noneMatch(line -> line.startsWith("WatchdogSec") || line.startsWith("User="));
    assertThat(unit.stream().filter(line -> line.startsWith("ExecStart=")))
        .singleElement()
        .asString()
        .contains("/opt/sitewarden/edge run --settings %S/sitewarden/site.yaml");
  }

  @Test
  void whatIsInstalledTakesModelsFromTheHubAndHasOneToBeginWith() throws IOException {
    String unit = Files.readString(FOLDER.resolve("sitewarden-edge.service"));
    String module = Files.readString(FOLDER.resolve("module.json"));
    String environment = Files.readString(FOLDER.resolve("edge.env"));

    assertThat(unit)
        .contains("--bundled-model /opt/sitewarden/models/ppe --model-key ${SITEWARDEN_MODEL_KEY}");
    assertThat(environment).contains("\nSITEWARDEN_MODEL_KEY=/");
    assertThat(module)
        .contains("\"--bundled-model\", \"/opt/sitewarden/models/ppe\"", "\"--model-key\"");
  }

  @Test
  void moduleRunsAsTheSameUserAndItsOptionsFitTheirLimit() throws IOException {
    String module = Files.readString(FOLDER.resolve("module.json"));
    String options =
        module.substring(module.indexOf("\"createOptions\": {") + 17).replaceAll("\\s+", "");

    assertThat(texts(module))
        .contains("4912:4912", "no-new-privileges:true", "/var/lib/sitewarden:/var/lib/sitewarden");
    assertThat(options.length())
        .as("createOptions are split after 512 characters each")
        .isLessThan(8 * 512);
  }

  /** Comments out, continued lines joined. */
  private static List<String> instructions() throws IOException {
    String text =
        Files.readString(FOLDER.resolve("Containerfile"))
            .replaceAll("(?m)^\\s*#.*\\R", "")
            .replaceAll("\\\\\\R\\s*", "");
    return Arrays.stream(text.split("\\R", -1))
        .filter(line -> !line.isBlank())
        .map(String::strip)
        .toList();
  }

  private static int last(List<String> lines, String prefix) {
    int last = -1;
    for (int i = 0; i < lines.size(); i++) {
      last = lines.get(i).startsWith(prefix) ? i : last;
    }
    return last;
  }

  /** The texts in a JSON document, which it must be. */
  private static List<String> texts(String json) throws IOException {
    List<String> texts = new ArrayList<>();
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.VALUE_STRING) {
          texts.add(parser.getText());
        }
      }
    }
    return texts;
  }
}
