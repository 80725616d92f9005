package dev.sitewarden.edge.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.edge.LocalHub;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole edge on a real clip, with a real model, against the real hub emulator. */
@Tag("shared-data")
class RunTest {
  private static final Path CLIP =
      Path.of(System.getProperty("sitewarden.root", ""), "demo/worksite/worksite.mp4");
  private static final List<String> PERSON_IN_THE_ZONE =
      List.of(
          "dev.sitewarden.incident.opened.v1",
          "dev.sitewarden.incident.closed.v1",
          "dev.sitewarden.media.stored.v1",
          "dev.sitewarden.media.stored.v1",
          "dev.sitewarden.media.stored.v1",
          "dev.sitewarden.media.stored.v1");

  private final Path folder;
  private final Path model;

  RunTest(@TempDir Path folder) throws Exception {
    this.folder = folder;
    this.model = folder.resolve("model");
    SharedData.importYolox(model);
  }

  @Test
  void clipBecomesAnIncidentWithItsEvidenceInTheCloud() throws Exception {
    try (LocalHub hub = new LocalHub(folder.resolve("hub"))) {
      CommandRun run = run(hub, "state", CLIP);

      assertThat(run.err()).isEmpty();
      assertThat(run.exitCode()).isZero();
      assertThat(run.out()).startsWith("ready edge gate ");
      JsonObject summary = new JsonObject(run.out().lines().toList().getLast());
      assertThat(summary.getInteger("frames")).isEqualTo(250);
      assertThat(summary.getInteger("incidents")).isEqualTo(1);
      assertThat(ofIncidents(hub))
          .extracting(event -> event.getString("type"))
          .containsExactlyInAnyOrderElementsOf(PERSON_IN_THE_ZONE);
      assertThat(stored(hub))
          .hasSize(4)
          .allSatisfy(
              data -> assertThat(hub.blob(data.getString("path"))).hasSize(data.getLong("bytes")));
      assertThat(folder.resolve("state/cameras/gate/run.json")).doesNotExist();
      assertThat(folder.resolve("state/cameras/gate/incidents")).isEmptyDirectory();
      assertThat(folder.resolve("state/cameras/gate/evidence")).isEmptyDirectory();
    }
  }

  @Test
  void sameClipAtTheSameTimeMakesTheSameMessages() throws Exception {
    try (LocalHub hub = new LocalHub(folder.resolve("hub"))) {
      run(hub, "one", CLIP);
      List<JsonObject> first = ofIncidents(hub);

      run(hub, "two", CLIP);

      List<JsonObject> second = new ArrayList<>(ofIncidents(hub)).subList(6, 12);
      assertThat(second).containsExactlyInAnyOrderElementsOf(first);
    }
  }

  @Test
  void cutOffClipIsWatchedAsFarAsItGoesAndNamed() throws Exception {
    byte[] whole = Files.readAllBytes(CLIP);
    Path cut = Files.write(folder.resolve("cut.mp4"), Arrays.copyOf(whole, 1_500_000));
    try (LocalHub hub = new LocalHub(folder.resolve("hub"))) {
      CommandRun run = run(hub, "state", cut);

      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err().lines()).singleElement().asString().contains("is cut off or damaged");
      assertThat(ofIncidents(hub)).hasSize(6);
    }
  }

  @Test
  void outageKeepsEverythingForTheNextStart() throws Exception {
    try (LocalHub hub = new LocalHub(folder.resolve("hub"))) {
      CommandRun outage =
          run(hub, "state", CLIP, "--mqtt-port", "1", "--https-port", "1", "--drain", "0s");
      assertThat(outage.exitCode()).isEqualTo(1);
      assertThat(outage.err()).contains("messages and files are not delivered", "kept");

      CommandRun after = run(hub, "state", CLIP);

      assertThat(after.exitCode()).isZero();
      assertThat(ofIncidents(hub))
          .extracting(event -> event.getString("type"))
          .containsExactlyInAnyOrderElementsOf(PERSON_IN_THE_ZONE);
    }
  }

  /** Accepted once, and the disk of the device has changed since. */
  @Test
  void whatTheTwinSaidLastNeverKeepsADeviceFromStarting() throws Exception {
    Path twin = Files.createDirectories(folder.resolve("state")).resolve("twin.json");
    Files.writeString(twin, "{\"person-model\": {\"path\": \"models/gone\"}}");
    try (LocalHub hub = new LocalHub(folder.resolve("hub"))) {
      CommandRun run = run(hub, "state", CLIP);

      assertThat(run.exitCode()).isZero();
      assertThat(ofIncidents(hub)).hasSize(6);
      assertThat(twin).content().as("what the hub says now").doesNotContain("gone");
    }
  }

  private CommandRun run(LocalHub hub, String state, Path clip, String... extra)
      throws IOException {
    List<Object> arguments =
        new ArrayList<>(
            List.of(
                "run",
                "--settings",
                settings(clip),
                "--device",
                "pi-1",
                "--state",
                folder.resolve(state),
                "--json",
                "--start-time",
                "2026-01-01T08:00:00Z",
                "--hub-connection",
                hub.connection("pi-1"),
                "--hub-ca",
                hub.authority()));
    if (extra.length == 0) {
      arguments.addAll(
          List.of(
              "--mqtt-port", hub.config().mqttPort(), "--https-port", hub.config().httpsPort()));
    }
    arguments.addAll(List.of(extra));
    return CommandRun.of(arguments.toArray());
  }

  private Path settings(Path clip) throws IOException {
    return Files.writeString(
        folder.resolve("site.yaml"),
        """
        model: {path: model}
        cameras:
          gate: {source: %s}
        zones:
          gate:
            hazard-zone:
              polygon: [[0.28287, 0.81276], [0.7053, 0.82197], [0.6682, 0.64444], [0.33605, 0.63875]]
              anchor: feet
              rules: [person-present]
        rules:
          person-present: {kind: object-present, labels: [person]}
        """
            .formatted(clip.toAbsolutePath()));
  }

  /** What was said of incidents; the rest has ids of its own each time. */
  private static List<JsonObject> ofIncidents(LocalHub hub) {
    return hub.events().stream()
        .filter(event -> event.getJsonObject("data").containsKey("incident_id"))
        .toList();
  }

  private static List<JsonObject> stored(LocalHub hub) {
    return hub.events().stream()
        .filter(event -> event.getString("type").contains("media.stored"))
        .map(event -> event.getJsonObject("data"))
        .toList();
  }
}
