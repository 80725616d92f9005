package dev.sitewarden.edge.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sitewarden.domain.geometry.BoundingBox;
import dev.sitewarden.edge.LocalHub;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The clip in {@code demo/worksite}, from video to messages, with the bundled model: on the JVM,
 * and on the native executable that {@code -Dsitewarden.edge.binary} names. From video a case holds
 * if rule, zone and order are the same, within two frames, boxes with an IoU of 0.9 at least.
 *
 * <p>{@code -Dsitewarden.golden.write=true} writes the expectation anew; review it as a diff.
 */
class GoldenCaseTest {
  private static final Path ROOT = Path.of(System.getProperty("sitewarden.root", ""));
  private static final Path CASE = ROOT.resolve("demo/worksite");
  private static final Path EXPECTED = CASE.resolve("expected-incidents.json");
  private static final Instant START = Instant.parse("2026-01-01T08:00:00Z");
  private static final int FRAME_MILLIS = 100;

  private final Path folder;

  GoldenCaseTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void bareHeadInTheZoneIsTheIncidentThatWasReviewed() throws Exception {
    List<Seen> seen = seen();

    if (Boolean.getBoolean("sitewarden.golden.write")) {
      Files.writeString(
          EXPECTED, new JsonArray(seen.stream().map(Seen::json).toList()).encodePrettily());
    }
    List<Seen> expected = expected();
    assertThat(seen).extracting(Seen::what).isEqualTo(expected.stream().map(Seen::what).toList());
    for (int i = 0; i < expected.size(); i++) {
      assertThat(seen.get(i).openedFrame()).isCloseTo(expected.get(i).openedFrame(), within(2L));
      assertThat(seen.get(i).endedFrame()).isCloseTo(expected.get(i).endedFrame(), within(2L));
      assertThat(seen.get(i).box().iou(expected.get(i).box())).isGreaterThanOrEqualTo(0.9);
    }
  }

  @Test
  void theIncidentIsTheManOfTheStory() throws Exception {
    JsonArray story =
        new JsonObject(Files.readString(CASE.resolve("zone-heads.json")))
            .getJsonArray("bare_head_inside_frames")
            .getJsonArray(0);

    List<Seen> seen = seen();

    assertThat(seen).hasSize(1);
    assertThat(seen.getFirst().openedFrame()).isBetween(story.getLong(0), story.getLong(0) + 10);
    assertThat(seen.getFirst().endedFrame()).isBetween(story.getLong(1) - 5, story.getLong(1) + 2);
    assertThat(seen.getFirst().box().iou(bareHead(seen.getFirst().openedFrame())))
        .isGreaterThanOrEqualTo(0.5);
  }

  /** One incident as the messages tell it; frames count from 0. */
  private record Seen(String what, long openedFrame, long endedFrame, BoundingBox box) {
    static Seen of(JsonObject opened, List<JsonObject> events) {
      String id = opened.getString("incident_id");
      String ended =
          events.stream()
              .filter(event -> event.getString("type").contains("closed"))
              .map(event -> event.getJsonObject("data"))
              .filter(data -> data.getString("incident_id").equals(id))
              .map(data -> data.getString("ended_at"))
              .findFirst()
              .orElseThrow();
      JsonObject subject = opened.getJsonObject("subject");
      String what =
          "%s of %s in %s"
              .formatted(
                  opened.getString("rule_id"),
                  subject.getString("label"),
                  opened.getJsonObject("zone").getString("name"));
      return new Seen(
          what,
          frame(opened.getString("captured_at")),
          frame(ended),
          box(subject.getJsonArray("box")));
    }

    static Seen of(JsonObject json) {
      return new Seen(
          json.getString("what"),
          json.getLong("opened_frame"),
          json.getLong("ended_frame"),
          box(json.getJsonArray("box")));
    }

    JsonObject json() {
      return new JsonObject()
          .put("what", what)
          .put("opened_frame", openedFrame)
          .put("ended_frame", endedFrame)
          .put("box", JsonArray.of(box.left(), box.top(), box.right(), box.bottom()));
    }

    private static long frame(String instant) {
      return Math.round(
          Duration.between(START, Instant.parse(instant)).toMillis() / (double) FRAME_MILLIS);
    }

    private static BoundingBox box(JsonArray edges) {
      return new BoundingBox(
          edges.getDouble(0), edges.getDouble(1), edges.getDouble(2), edges.getDouble(3));
    }
  }

  private static List<Seen> expected() throws IOException {
    return new JsonArray(Files.readString(EXPECTED))
        .stream().map(JsonObject.class::cast).map(Seen::of).toList();
  }

  private List<Seen> seen() throws Exception {
    try (LocalHub hub = new LocalHub(folder.resolve("hub"))) {
      CommandRun run = run(hub);
      assertThat(run.exitCode()).as(run.err()).isZero();
      return hub.events().stream()
          .filter(event -> event.getString("type").contains("opened"))
          .map(event -> Seen.of(event.getJsonObject("data"), hub.events()))
          .toList();
    }
  }

  private CommandRun run(LocalHub hub) {
    List<String> arguments =
        Stream.of(
                List.of("run", "--settings", CASE.resolve("site.yaml"), "--device", "pi-1"),
                List.of("--state", folder.resolve("state"), "--start-time", START),
                List.of("--hub-connection", hub.connection("pi-1"), "--hub-ca", hub.authority()),
                List.of("--mqtt-port", hub.config().mqttPort()),
                List.of("--https-port", hub.config().httpsPort()))
            .flatMap(List::stream)
            .map(String::valueOf)
            .toList();
    return CommandRun.of(arguments.toArray());
  }

  /** The bare head of the ground truth in a frame; there is never more than one. */
  private static BoundingBox bareHead(long frame) throws IOException {
    JsonObject truth = new JsonObject(Files.readString(CASE.resolve("ground-truth.json")));
    JsonArray box =
        truth.getJsonArray("annotations").stream()
            .map(JsonObject.class::cast)
            .filter(it -> it.getLong("image_id") == frame && it.getInteger("category_id") == 3)
            .map(it -> it.getJsonArray("bbox"))
            .findFirst()
            .orElseThrow();
    double left = box.getDouble(0) / 768;
    double top = box.getDouble(1) / 432;
    return new BoundingBox(left, top, left + box.getDouble(2) / 768, top + box.getDouble(3) / 432);
  }
}
