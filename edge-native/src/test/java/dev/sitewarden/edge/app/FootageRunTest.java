package dev.sitewarden.edge.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.edge.LocalHub;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a running edge records, keeps, hands over and drops. */
class FootageRunTest {
  private static final Path ROOT =
      Path.of(System.getProperty("sitewarden.root", "")).toAbsolutePath();
  private static final String LONG_AGO = "2026-01-01T08:00:00Z";
  private static final String STORED = "dev.sitewarden.recording.stored.v1";

  private final Path folder;
  private final Path gate;
  private final LocalHub hub;

  FootageRunTest(@TempDir Path folder) throws Exception {
    this.folder = folder;
    this.gate = folder.resolve("state/cameras/gate");
    this.hub = new LocalHub(folder.resolve("hub"));
  }

  @AfterEach
  void close() {
    hub.close();
  }

  @Test
  void recordingsGoToTheCloudBySchedule() throws Exception {
    String recording = "recording: {keep-megabytes: 100, keep-for: 1d, upload: {}}";
    assertThat(run(recording).exitCode()).isZero();
    assertThat(segments()).hasSize(1);

    assertThat(run(recording).exitCode()).isZero(); // the first run's segment was still growing

    List<JsonObject> stored =
        hub.events().stream().filter(event -> STORED.equals(event.getString("type"))).toList();
    assertThat(stored).hasSize(1);
    JsonObject data = stored.getFirst().getJsonObject("data");
    assertThat(Files.size(hub.blob(data.getString("path")))).isEqualTo(data.getLong("bytes"));
    assertThat(segments()).hasSize(2);
    assertThat(gate.resolve("uploads").toFile().list((any, name) -> name.endsWith(".mp4")))
        .isEmpty();
  }

  @Test
  void whatIsHeldOutlivesRingAndRetentionUntilItIsReleased() throws Exception {
    old("gate/evidence/forgotten", "clip.mp4");
    old("gate/evidence/held", "clip.mp4");
    old("yard/evidence/of-a-camera-that-is-gone", "snapshot.jpg");
    hold("--from", LONG_AGO, "--to", "2026-01-01T08:00:05Z", "--incident", "held");
    String recording = "recording: {keep-megabytes: 100, keep-for: 1h}";

    run(recording, "--start-time", LONG_AGO);

    assertThat(segments()).hasSize(1);
    assertThat(gate.resolve("evidence").toFile().list()).containsExactly("held");
    assertThat(folder.resolve("state/cameras/yard/evidence")).isEmptyDirectory();
    assertThat(holds("list").out())
        .contains("held camera gate", "1 recorded segments", ": accident", "1 held");

    assertThat(holds("release", "--hold", "held").out()).contains("released held");
    run("blur: others", "--start-time", LONG_AGO);

    assertThat(segments()).isEmpty(); // though nothing is recorded any more
    assertThat(gate.resolve("evidence")).isEmptyDirectory();
    assertThat(holds("list").out()).contains("0 held");
    assertThat(holds("release", "--hold", "held").exitCode()).isEqualTo(2);
  }

  @Test
  void dayThatWroteEnoughPausesRecordingsAndNoIncident() throws Exception {
    String capture = "write-megabytes-a-day: 1\n  recording: {keep-megabytes: 100, keep-for: 1d}";

    JsonObject first = summary(run(capture));
    JsonObject second = summary(run(capture));

    assertThat(segments()).hasSize(1);
    assertThat(first.getInteger("incidents")).isPositive();
    assertThat(second.getInteger("incidents")).isEqualTo(first.getInteger("incidents"));
    assertThat(second.getInteger("lost_evidence")).isZero();
  }

  @Test
  void privacyAreasAreNotRecordedByAccident() throws Exception {
    String privacy = ", privacy: [[[0.8, 0], [1, 0], [1, 0.3]]]";
    Path settings = settings(privacy, "recording: {keep-megabytes: 100, keep-for: 1d}");

    CommandRun run = run(settings);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err().lines())
        .singleElement()
        .asString()
        .contains("site.yaml rejected: capture.recording would show the privacy areas");
    assertThat(gate).doesNotExist();
  }

  @Test
  void holdThatCannotBeIsRefusedInOneSentence() throws Exception {
    Files.createDirectories(gate);

    assertSentence(holds("list", "--frobnicate"), "--frobnicate");
    assertSentence(CommandRun.of("hold"), "--state is missing");
    assertSentence(holds("--from", "soon"), "'soon' is no instant");
    assertSentence(
        holds("--camera", "shed", "--from", LONG_AGO, "--to", LONG_AGO, "--reason", "r"),
        "nothing is kept of camera shed",
        "[gate]");
    assertSentence(
        holds(
            "--camera",
            "gate",
            "--from",
            LONG_AGO,
            "--to",
            "2025-01-01T00:00:00Z",
            "--reason",
            "r"),
        "must not end before it begins");
    assertThat(folder.resolve("state/holds.json")).doesNotExist();
  }

  private static void assertSentence(CommandRun run, String... parts) {
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err().lines()).singleElement().asString().contains(parts);
  }

  private CommandRun holds(Object... arguments) {
    List<Object> all = new ArrayList<>(List.of("hold"));
    boolean isSub = "list".equals(arguments[0]) || "release".equals(arguments[0]);
    if (isSub) {
      all.add(arguments[0]);
    }
    all.addAll(List.of("--state", folder.resolve("state")));
    all.addAll(List.of(arguments).subList(isSub ? 1 : 0, arguments.length));
    return CommandRun.of(all.toArray());
  }

  private void hold(Object... arguments) {
    List<Object> all = new ArrayList<>(List.of("--camera", "gate", "--reason", "accident"));
    all.addAll(List.of(arguments));
    assertThat(holds(all.toArray()).exitCode()).isZero();
    assertThat(holds(all.toArray()).exitCode()).isZero(); // once more is the same
  }

  private List<String> segments() {
    String[] names = gate.resolve("recordings").toFile().list();
    return names == null ? List.of() : List.of(names);
  }

  private void old(String incident, String name) throws IOException {
    Path file = folder.resolve("state/cameras").resolve(incident).resolve(name);
    Files.createDirectories(file.resolveSibling(""));
    Files.write(file, new byte[100]);
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(100))));
  }

  private static JsonObject summary(CommandRun run) {
    assertThat(run.exitCode()).isZero();
    return new JsonObject(run.out().lines().toList().getLast());
  }

  private CommandRun run(String capture, Object... more) throws IOException {
    return run(settings("", capture), more);
  }

  private Path settings(String ofCamera, String capture) throws IOException {
    return Files.writeString(
        folder.resolve("site.yaml"),
        """
        model: {path: %s}
        cameras: {gate: {source: %s%s}}
        zones: {gate: {all: {polygon: [[0, 0], [1, 0], [1, 1], [0, 1]], rules: [helmets]}}}
        rules: {helmets: {kind: object-present, labels: [helmet]}}
        capture:
          %s
        """
            .formatted(
                ROOT.resolve("models/ppe"),
                ROOT.resolve("demo/worksite/worksite.mp4"),
                ofCamera,
                capture));
  }

  private CommandRun run(Path settings, Object... more) {
    List<Object> arguments =
        new ArrayList<>(
            List.of(
                "run",
                "--settings",
                settings,
                "--device",
                "pi-1",
                "--json",
                "--state",
                folder.resolve("state"),
                "--hub-connection",
                hub.connection("pi-1"),
                "--hub-ca",
                hub.authority(),
                "--mqtt-port",
                hub.config().mqttPort(),
                "--https-port",
                hub.config().httpsPort()));
    arguments.addAll(List.of(more));
    return CommandRun.of(arguments.toArray());
  }
}
