package dev.sitewarden.edge.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.edge.LocalHub;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo's clip is watched once; what it showed is then looked at again. */
class ReplayTest {
  private static final Path ROOT =
      Path.of(System.getProperty("sitewarden.root", "")).toAbsolutePath();

  /** Every kind of rule on both labels of the bundled model. */
  private static final String ZONES =
      """
      zones:
        gate:
          heads:
            polygon: [[0.28255, 0.46065], [0.70573, 0.46065], [0.66797, 0.35185], [0.33594, 0.35185]]
            rules: [missing-ppe, entry]
          anywhere:
            polygon: [[0, 0], [1, 0], [1, 1], [0, 1]]
            rules: [crowd, loiter, line]
      rules:
        entry: {kind: zone-entry, labels: [head, helmet], severity: info}
        crowd: {kind: occupancy, labels: [helmet], more-than: 0, for: 1s, cooldown: 0s}
        loiter: {kind: lingered, labels: [helmet], for: 3s}
        line: {kind: line-crossed, labels: [head, helmet], line: [[0.5, 0.1], [0.5, 0.9]], cooldown: 0s}
      """;

  private static final String ONE_ZONE =
      """
      zones: {gate: {left: {polygon: [[0, 0], [0.4, 0], [0.4, 1], [0, 1]], rules: [entry]}}}
      rules: {entry: {kind: zone-entry, labels: [helmet]}}
      """;

  private final Path folder;

  ReplayTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void theSameSettingsRaiseExactlyWhatTheRunRaisedAndOthersRaiseOthers() throws Exception {
    try (LocalHub hub = new LocalHub(folder.resolve("hub"))) {
      Path settings = settings("site.yaml", ZONES);
      run(hub, settings);

      CommandRun same =
          CommandRun.of("replay", "--settings", settings, "--detections", log(), "--json");

      assertThat(same.err()).isEmpty();
      JsonObject seen = new JsonObject(same.out());
      assertThat(seen.getInteger("frames")).isEqualTo(250);
      assertThat(incidents(seen)).hasSizeGreaterThan(5).isEqualTo(incidents(hub));
      assertThat(counts(seen)).isNotEmpty().isEqualTo(counts(hub));
      assertThat(CommandRun.of("replay", "--settings", settings, "--detections", log()).out())
          .contains("incidents in 250 frames", "zone heads of gate: ", "missing-ppe", "head: ");

      CommandRun other =
          CommandRun.of(
              "replay",
              "--settings",
              settings("other.yaml", ONE_ZONE),
              "--detections",
              log(),
              "--json");
      assertThat(incidents(new JsonObject(other.out())))
          .isNotEmpty()
          .doesNotContainAnyElementsOf(incidents(seen));

      theEvidenceAloneRaisesWhatItShows(hub, settings);
      aLogThatAPowerCutEndedIsUsedAsFarAsItGoes(settings);
    }
  }

  private void theEvidenceAloneRaisesWhatItShows(LocalHub hub, Path settings) throws Exception {
    Path evidence =
        hub.events().stream()
            .map(event -> event.getJsonObject("data"))
            .filter(data -> "detections".equals(data.getString("kind")))
            .map(data -> hub.blob(data.getString("path")))
            .findFirst()
            .orElseThrow();

    JsonObject seen =
        new JsonObject(
            CommandRun.of("replay", "--settings", settings, "--detections", evidence, "--json")
                .out());

    assertThat(seen.getBoolean("only_evidence")).isTrue();
    assertThat(seen.getJsonArray("incidents")).isNotEmpty();
    assertThat(seen.getInteger("frames")).isBetween(10, 249);
  }

  private void aLogThatAPowerCutEndedIsUsedAsFarAsItGoes(Path settings) throws IOException {
    byte[] whole = Files.readAllBytes(onlyFile(log()));
    Path torn =
        Files.write(folder.resolve("torn.jsonl.gz"), Arrays.copyOf(whole, whole.length * 2 / 3));

    CommandRun run =
        CommandRun.of("replay", "--settings", settings, "--detections", torn, "--json");

    assertThat(run.exitCode()).isZero();
    assertThat(run.err().lines()).singleElement().asString().contains("ends in the middle");
    assertThat(new JsonObject(run.out()).getInteger("frames")).isBetween(50, 249);
  }

  @Test
  void labelsThatNobodyLooksForAreNowhere() throws Exception {
    try (LocalHub hub = new LocalHub(folder.resolve("hub"))) {
      Path settings = settings("site.yaml", "labels: [helmet]\n" + ONE_ZONE);
      run(hub, settings);

      List<JsonObject> opened = ofType(hub, "incident.opened");
      assertThat(opened).isNotEmpty();
      assertThat(opened.toString()).contains("helmet").doesNotContain("\"head\"");
      assertThat(ofType(hub, "occupancy.counted").toString()).doesNotContain("\"head\"");
      assertThat(ofType(hub, "media.stored"))
          .filteredOn(data -> data.getString("kind").equals("detections"))
          .isNotEmpty()
          .allSatisfy(
              data ->
                  assertThat(Files.readString(hub.blob(data.getString("path"))))
                      .contains("\"helmet\"")
                      .doesNotContain("\"head\""));

      assertSentence(
          run(hub, settings("a.yaml", "labels: [helmet, hat]\n" + ONE_ZONE)),
          "labels names 'hat', which the model does not know; it knows [head, helmet]");
      assertSentence(
          run(hub, settings("b.yaml", "labels: [helmet]\n" + ZONES)),
          "rule missing-ppe of zone heads watches for 'head', which is not looked for; labels has"
              + " [helmet]");
    }
  }

  @Test
  void badInputIsOneSentence() throws Exception {
    Path settings = settings("site.yaml", ONE_ZONE);
    Path missing = folder.resolve("missing");
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Path text = Files.writeString(folder.resolve("notes.jsonl.gz"), "no log");
    Path nothing = Files.createFile(folder.resolve("nothing.jsonl.gz"));
    Path coco = Files.writeString(folder.resolve("results.json"), "[{\"image_id\": 1}]");

    assertSentence(replay(settings), "--detections");
    assertSentence(CommandRun.of("replay", "--detections", coco), "--settings");
    assertSentence(replay(folder.resolve("none.yaml"), coco), "no settings at");
    assertSentence(replay(settings, missing), "no detections at " + missing);
    assertSentence(replay(settings, empty), "no detections below " + empty, "capture.detections");
    assertSentence(replay(settings, text), text + " rejected", "no file of capture.detections");
    assertSentence(replay(settings, nothing), nothing + " rejected");
    assertSentence(replay(settings, coco), coco + " rejected", "one JSON object", "evidence");
  }

  private static CommandRun replay(Path settings, Path... recorded) {
    return CommandRun.of(
        Stream.concat(
                Stream.of("replay", "--settings", settings, "--detections"), Stream.of(recorded))
            .toArray());
  }

  private Path log() {
    return folder.resolve("state/cameras/gate/detections");
  }

  private static Path onlyFile(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(1);
      return all.getFirst();
    }
  }

  private Path settings(String name, String zones) throws IOException {
    return Files.writeString(
        folder.resolve(name),
        """
        model: {path: %s}
        cameras: {gate: {source: %s}}
        capture: {detections: {keep-megabytes: 16, keep-for: 8d}}
        """
                .formatted(ROOT.resolve("models/ppe"), ROOT.resolve("demo/worksite/worksite.mp4"))
            + zones);
  }

  private CommandRun run(LocalHub hub, Path settings) {
    return CommandRun.of(
        "run",
        "--settings",
        settings,
        "--device",
        "pi-1",
        "--state",
        folder.resolve("state"),
        "--start-time",
        "2026-01-01T08:00:00Z",
        "--hub-connection",
        hub.connection("pi-1"),
        "--hub-ca",
        hub.authority(),
        "--mqtt-port",
        hub.config().mqttPort(),
        "--https-port",
        hub.config().httpsPort());
  }

  private static List<JsonObject> ofType(LocalHub hub, String type) {
    return hub.events().stream()
        .filter(event -> event.getString("type").contains(type))
        .map(event -> event.getJsonObject("data"))
        .toList();
  }

  /** Name, rule, beginning, end and score of each, as the cloud heard of it. */
  private static List<String> incidents(LocalHub hub) {
    return ofType(hub, "incident.opened").stream()
        .map(
            opened ->
                Stream.of(
                    opened.getString("incident_id"),
                    opened.getString("rule_id"),
                    opened.getString("captured_at"),
                    ended(hub, opened.getString("incident_id")),
                    opened.getJsonObject("subject").getDouble("score"),
                    opened.getString("severity")))
        .map(ReplayTest::words)
        .sorted()
        .toList();
  }

  private static String ended(LocalHub hub, String incident) {
    return ofType(hub, "incident.closed").stream()
        .filter(closed -> closed.getString("incident_id").equals(incident))
        .map(closed -> closed.getString("ended_at"))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> incidents(JsonObject replayed) {
    return objects(replayed.getJsonArray("incidents"))
        .map(
            incident ->
                Stream.of(
                    incident.getString("incident_id"),
                    incident.getString("rule_id"),
                    millis(incident.getString("captured_at")),
                    millis(incident.getString("ended_at")),
                    incident.getJsonObject("subject").getDouble("score"),
                    incident.getString("severity")))
        .map(ReplayTest::words)
        .sorted()
        .toList();
  }

  /** The wire has milliseconds, always three digits. */
  private static String millis(String instant) {
    return instant.contains(".") ? instant : instant.replace("Z", ".000Z");
  }

  /** The clip is shorter than an interval, so each zone has one. */
  private static List<String> counts(LocalHub hub) {
    return ofType(hub, "occupancy.counted").stream()
        .flatMap(count -> counts(count.getString("zone_id"), count.getJsonArray("labels")))
        .sorted()
        .toList();
  }

  private static List<String> counts(JsonObject replayed) {
    return objects(replayed.getJsonArray("zones"))
        .flatMap(zone -> counts(zone.getString("zone_id"), zone.getJsonArray("labels")))
        .sorted()
        .toList();
  }

  private static Stream<String> counts(String zone, JsonArray labels) {
    return objects(labels)
        .map(
            label ->
                words(
                    Stream.concat(
                        Stream.of(zone, label.getString("label")),
                        Stream.of("most", "entered", "left", "in", "out").map(label::getInteger))));
  }

  private static Stream<JsonObject> objects(JsonArray array) {
    return array.stream().map(JsonObject.class::cast);
  }

  private static String words(Stream<?> parts) {
    return String.join(" ", parts.map(String::valueOf).toList());
  }

  private static void assertSentence(CommandRun run, String... parts) {
    assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
    assertThat(run.err()).contains(parts).doesNotContain("Exception", "\tat ");
    assertThat(run.err().strip().lines()).hasSize(1);
  }
}
