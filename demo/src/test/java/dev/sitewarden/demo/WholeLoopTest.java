package dev.sitewarden.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Camera to label, with every part a process of its own and the clip in real time. */
class WholeLoopTest {
  private final Path root = Path.of(System.getProperty("sitewarden.root"));

  @Test
  void aBareHeadInTheZoneBecomesALabel(@TempDir Path data) {
    var told = new ByteArrayOutputStream();
    try (Site site = new Site(root, data)) {
      var demo =
          new Demo(
              site, Camera.worksite(root), new PrintStream(told, true, StandardCharsets.UTF_8));

      Summary summary = demo.playOnce();

      JsonNode incident = summary.loop().incident();
      assertThat(incident.path("state").asText()).isEqualTo("RESOLVED");
      assertThat(incident.path("verdict").asText()).isEqualTo("CONFIRMED");
      assertThat(incident.path("subject").path("label").asText()).isEqualTo("head");
      assertThat(summary.loop().notifications().path("items"))
          .anyMatch(sent -> sent.path("incidentId").equals(incident.path("id")));
      assertThat(summary.loop().labels().path("annotations"))
          .anyMatch(label -> label.path("iscrowd").asInt() == 0);
      assertThat(summary.toJson()).contains("\"labels\":");
    }
    assertThat(told.toString(StandardCharsets.UTF_8)).contains("acknowledges");
  }

  @Test
  void anEdgeThatCannotStartIsTheDemosFailure(@TempDir Path data) {
    Camera nothing = Camera.worksite(root).watching(data.resolve("missing.mp4").toString());
    try (Site site = new Site(root, data)) {
      var demo = new Demo(site, nothing, new PrintStream(OutputStream.nullOutputStream()));

      assertThatExceptionOfType(DemoException.class)
          .isThrownBy(demo::playOnce)
          .withMessageContaining("no video at");
    }
  }

  @Test
  void nothingRunsOnOnceTheSiteIsClosed(@TempDir Path data) {
    Site site = new Site(root, data);
    var services = site.startServices();

    site.close();

    assertThat(services).noneMatch(Part::isAlive);
    assertThatExceptionOfType(DemoException.class)
        .isThrownBy(() -> site.startEdge(Camera.worksite(root), List.of()))
        .withMessageContaining("the site is closed");
    assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive))
        .noneMatch(process -> process.info().command().orElse("").endsWith("postgres"));
  }
}
