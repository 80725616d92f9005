package dev.sitewarden.edge.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.edge.LocalHub;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bundled model finds heads, COCO's finds people and much else; the demo's clip. */
@Tag("shared-data")
class TwoModelsTest {
  private static final Path ROOT =
      Path.of(System.getProperty("sitewarden.root", "")).toAbsolutePath();

  /** The man of the story takes his helmet off at 8 s and leaves the zone at 14 s. */
  private static final Instant START = Instant.parse("2026-01-01T08:00:00Z");

  private final Path folder;

  TwoModelsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void aPersonWithoutAHelmetIsAPersonWhoseFeetStandInTheZone() throws Exception {
    try (LocalHub hub = new LocalHub(folder.resolve("hub"))) {
      CommandRun run = run(hub);

      assertThat(run.exitCode()).as(run.err()).isZero();
      List<JsonObject> opened =
          hub.events().stream()
              .filter(event -> event.getString("type").contains("incident.opened"))
              .map(event -> event.getJsonObject("data"))
              .toList();
      assertThat(opened)
          .isNotEmpty()
          .allSatisfy(
              incident -> {
                assertThat(incident.getJsonObject("subject").getString("label"))
                    .isEqualTo("person-without-helmet");
                assertThat(Instant.parse(incident.getString("captured_at")))
                    .isBetween(START.plusSeconds(8), START.plusSeconds(14));
                assertThat(incident.getJsonArray("others").stream())
                    .extracting(other -> ((JsonObject) other).getString("label"))
                    .isSubsetOf("head", "person", "person-without-helmet");
              });
    }
  }

  private CommandRun run(LocalHub hub) throws Exception {
    SharedData.importYolox(folder.resolve("people"));
    return CommandRun.of(
        "run",
        "--settings",
        settings(),
        "--device",
        "pi-1",
        "--state",
        folder.resolve("state"),
        "--start-time",
        START,
        "--hub-connection",
        hub.connection("pi-1"),
        "--hub-ca",
        hub.authority(),
        "--mqtt-port",
        hub.config().mqttPort(),
        "--https-port",
        hub.config().httpsPort());
  }

  /** Helmets, and what else COCO knows, are looked for by nobody. */
  private Path settings() throws Exception {
    return Files.writeString(
        folder.resolve("site.yaml"),
        """
        model: {path: %s}
        person-model: {path: people}
        labels: [head, person, person-without-helmet]
        cameras: {gate: {source: %s}}
        zones:
          gate:
            hazard-zone:
              polygon: [[0.28287, 0.81276], [0.7053, 0.82197], [0.6682, 0.64444], [0.33605, 0.63875]]
              anchor: feet
              rules: [no-helmet]
        rules:
          no-helmet: {kind: object-present, labels: [person-without-helmet]}
        """
            .formatted(ROOT.resolve("models/ppe"), ROOT.resolve("demo/worksite/worksite.mp4")));
  }
}
