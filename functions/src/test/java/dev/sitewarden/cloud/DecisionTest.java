package dev.sitewarden.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sitewarden.cloud.app.EmbeddedCloud;
import dev.sitewarden.domain.dataset.CocoCodec;
import dev.sitewarden.domain.dataset.LabelledBox;
import dev.sitewarden.domain.dataset.LabelledFrame;
import dev.sitewarden.domain.incident.Evidence.Kind;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** People decide once, on what they saw, if they may; and a verdict is a label. */
@QuarkusTest
@QuarkusTestResource(EmbeddedCloud.class)
final class DecisionTest {
  private static final Instant SEEN = Instant.parse("2026-11-20T10:00:00Z");
  private static final String CONFIRMED = "{\"verdict\":\"CONFIRMED\",\"comment\":\"no helmet\"}";

  private final Device device = Device.fresh();
  private final String incident = device.incidentAt(SEEN).toString();
  private final Person engineer = Person.engineer();

  @BeforeEach
  void anIncidentIsOpen() {
    device.sends(device.opened(SEEN));
  }

  @Test
  void anIncidentIsAcknowledgedResolvedAndReopened() {
    Answer acknowledged = engineer.decide(incident, "acknowledgement", "{}");
    Answer resolved = engineer.decide(incident, "resolution", CONFIRMED);
    Answer reopened = engineer.decide(incident, "reopening", "{\"reason\":\"wrong picture\"}");

    assertThat(acknowledged.json().path("state").asText()).isEqualTo("ACKNOWLEDGED");
    assertThat(acknowledged.json().path("acknowledgedBy").asText()).isEqualTo("engineer");
    assertThat(acknowledged.header("ETag")).isNotEmpty();
    assertThat(resolved.json().path("verdict").asText()).isEqualTo("CONFIRMED");
    assertThat(resolved.json().path("comment").asText()).isEqualTo("no helmet");
    assertThat(reopened.json().path("state").asText()).isEqualTo("OPEN");
    assertThat(reopened.json().path("verdict").isNull()).isTrue();
    assertThat(engineer.incident(incident).path("timeline").findValuesAsText("kind"))
        .containsSubsequence("OPENED", "ACKNOWLEDGED", "RESOLVED", "REOPENED");
  }

  @ParameterizedTest(name = "{0} after {1} is refused")
  @CsvSource({
    "acknowledgement, acknowledgement",
    "acknowledgement, resolution",
    "resolution,      resolution",
    "reopening,       acknowledgement"
  })
  void whatTheLifecycleForbidsIsAConflict(String second, String first) {
    engineer.decide(incident, first, body(first));

    Answer refused = engineer.decide(incident, second, body(second));

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("not-in-this-state");
  }

  @Test
  void whoWasSlowerIsToldSo() {
    String seen = engineer.version(incident);
    engineer.decide(incident, "acknowledgement", "{}");

    Answer late =
        engineer.post("/api/v1/incidents/" + incident + "/resolution", CONFIRMED, "If-Match", seen);

    assertThat(late.status()).isEqualTo(412);
    assertThat(late.code()).isEqualTo("decided-meanwhile");
    assertThat(engineer.incident(incident).path("state").asText()).isEqualTo("ACKNOWLEDGED");
  }

  @Test
  void whatTheDeviceAddsMeanwhileIsNoConflict() {
    String seen = engineer.version(incident);
    device.sends(device.stored(SEEN, Kind.CLIP, new byte[] {1}));

    Answer answer =
        engineer.post("/api/v1/incidents/" + incident + "/resolution", CONFIRMED, "If-Match", seen);

    assertThat(engineer.version(incident)).isNotEqualTo(seen);
    assertThat(answer.status()).isEqualTo(200);
  }

  @Test
  void whatOnePersonDecidedIsNotTakenAsAnothers() {
    Answer refused =
        engineer.decide(incident, "acknowledgement", "{}", "For-Person", "J%C3%B6rg%2B1");
    Answer comment =
        engineer.decide(incident, "comments", "{\"text\":\"mine\"}", "For-Person", "auditor");
    Answer broken = engineer.decide(incident, "acknowledgement", "{}", "For-Person", "%zz");
    String state = engineer.incident(incident).path("state").asText();
    Answer own = engineer.decide(incident, "acknowledgement", "{}", "For-Person", "engin%65er");

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("other-person");
    assertThat(comment.code()).isEqualTo("other-person");
    assertThat(broken.code()).isEqualTo("invalid-person");
    assertThat(state).isEqualTo("OPEN");
    assertThat(own.status()).isEqualTo(200);
  }

  @Test
  void aListSaysTheVersionThatADecisionNames() {
    String version = "";
    for (JsonNode shown : engineer.get("/api/v1/incidents?limit=100").json().path("items")) {
      if (shown.path("id").asText().equals(incident)) {
        version = shown.path("version").asText();
      }
    }

    Answer answer =
        engineer.post(
            "/api/v1/incidents/" + incident + "/acknowledgement",
            "{}",
            "If-Match",
            "\"" + version + "\"");

    assertThat(answer.status()).isEqualTo(200);
  }

  @Test
  void aDecisionNamesItsVersion() {
    Answer answer = engineer.post("/api/v1/incidents/" + incident + "/acknowledgement", "{}");

    assertThat(answer.status()).isEqualTo(428);
    assertThat(answer.code()).isEqualTo("if-match-required");
  }

  @Test
  void theSameIntentionTwiceIsCarriedOutOnce() {
    String seen = engineer.version(incident);
    String path = "/api/v1/incidents/" + incident + "/resolution";

    Answer first = engineer.post(path, CONFIRMED, "If-Match", seen, "Idempotency-Key", incident);
    Answer again = engineer.post(path, CONFIRMED, "If-Match", seen, "Idempotency-Key", incident);

    assertThat(first.status()).isEqualTo(200);
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json().path("state").asText()).isEqualTo("RESOLVED");
    assertThat(engineer.incident(incident).path("timeline").findValuesAsText("kind"))
        .containsOnlyOnce("RESOLVED");
  }

  @Test
  void aKeyIsForOneRequest() {
    engineer.decide(incident, "acknowledgement", "{}", "Idempotency-Key", incident + "-other");

    Answer other =
        engineer.decide(incident, "resolution", CONFIRMED, "Idempotency-Key", incident + "-other");

    assertThat(other.status()).isEqualTo(422);
    assertThat(other.code()).isEqualTo("idempotency-key-reused");
  }

  @Test
  void aRefusedDecisionDoesNotUseUpItsKey() {
    String path = "/api/v1/incidents/" + incident + "/acknowledgement";
    engineer.post(path, "{}", "If-Match", "\"0.9\"", "Idempotency-Key", incident + "-k");

    Answer again =
        engineer.decide(incident, "acknowledgement", "{}", "Idempotency-Key", incident + "-k");

    assertThat(again.json().path("state").asText()).isEqualTo("ACKNOWLEDGED");
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "resolution | {\"verdict\":\"MAYBE\"} | invalid-body",
        "resolution | {\"comment\":\"x\"} | invalid-request",
        "resolution | {broken | invalid-body",
        "resolution | {\"verdict\":\"UNSURE\",\"x\":1} | invalid-body",
        "reopening | {\"reason\":\" \"} | invalid-request",
        "reopening | {} | invalid-request"
      })
  void whatIsNoDecisionIsAProblem(String what, String body, String code) {
    Answer answer = engineer.decide(incident, what, body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo(code);
  }

  @ParameterizedTest(name = "an auditor may not: {0}")
  @CsvSource({"acknowledgement", "resolution", "reopening"})
  void anAuditorLooksAndDoesNotDecide(String what) {
    Answer answer = Person.auditor().decide(incident, what, body(what));

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.code()).isEqualTo("role-not-allowed");
    assertThat(Person.auditor().incident(incident).path("state").asText()).isEqualTo("OPEN");
  }

  @Test
  void aVerdictIsALabelUntilItIsTakenBack() throws IOException {
    device.sends(device.stored(SEEN, Kind.SNAPSHOT, new byte[] {1}));
    engineer.decide(incident, "resolution", CONFIRMED);

    LabelledFrame frame = frame().orElseThrow();
    engineer.decide(incident, "reopening", "{\"reason\":\"again\"}");

    assertThat(frame.complete()).isFalse();
    assertThat(frame.widthPx()).isEqualTo(640);
    assertThat(frame.boxes())
        .extracting(box -> box.label() + " " + box.review())
        .containsExactlyInAnyOrder("head CONFIRMED", "helmet UNREVIEWED");
    assertThat(frame()).isEmpty();
  }

  @Test
  void aRejectedBoxIsAHardNegative() throws IOException {
    engineer.decide(incident, "resolution", "{\"verdict\":\"REJECTED\",\"comment\":null}");

    assertThat(frame().orElseThrow().boxes())
        .extracting(LabelledBox::review)
        .contains(LabelledBox.Review.REJECTED);
  }

  @Test
  void whoIsUnsureTeachesNothing() throws IOException {
    engineer.decide(incident, "resolution", "{\"verdict\":\"UNSURE\"}");

    assertThat(frame()).isEmpty();
  }

  /** What the data set holds of this incident. */
  private Optional<LabelledFrame> frame() throws IOException {
    byte[] coco = engineer.get("/api/v1/datasets/incidents.coco.json").response().body();
    List<LabelledFrame> frames = CocoCodec.read(new ByteArrayInputStream(coco)).frames();
    String picture = device.path(SEEN, Kind.SNAPSHOT);
    return frames.stream().filter(frame -> frame.image().equals(picture)).findFirst();
  }

  private static String body(String what) {
    return switch (what) {
      case "resolution" -> CONFIRMED;
      case "reopening" -> "{\"reason\":\"because\"}";
      default -> "{}";
    };
  }
}
