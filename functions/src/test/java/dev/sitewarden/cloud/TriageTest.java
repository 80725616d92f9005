package dev.sitewarden.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sitewarden.cloud.app.EmbeddedCloud;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An incident is somebody's work, and people say things about it. */
@QuarkusTest
@QuarkusTestResource(EmbeddedCloud.class)
final class TriageTest {
  private static final Instant SEEN = Instant.parse("2026-11-20T10:00:00Z");

  private final Device device = Device.fresh();
  private final String incident = device.incidentAt(SEEN).toString();
  private final Person engineer = Person.engineer();

  @BeforeEach
  void anIncidentIsOpen() {
    device.sends(device.opened(SEEN));
  }

  @Test
  void itIsGivenToSomebodyAndTakenFromHim() {
    Answer given = engineer.decide(incident, "assignment", "{\"to\":\"smith\"}");
    Answer taken = engineer.decide(incident, "assignment", "{\"to\":null}");

    assertThat(given.json().path("assignedTo").asText()).isEqualTo("smith");
    assertThat(given.json().path("state").asText()).isEqualTo("OPEN");
    assertThat(taken.json().path("assignedTo").isNull()).isTrue();
    assertThat(engineer.incident(incident).path("timeline").findValuesAsText("text"))
        .containsSubsequence("to smith", "to nobody");
  }

  @Test
  void commentsOfTwoPeopleWhoReadTheSameDoNotRefuseEachOther() {
    String seen = engineer.version(incident);
    String path = "/api/v1/incidents/" + incident + "/comments";

    Answer one = engineer.post(path, "{\"text\":\"who is it?\"}", "If-Match", seen);
    Answer other = engineer.post(path, "{\"text\":\"<b>me</b>\"}", "If-Match", seen);

    assertThat(one.status()).isEqualTo(200);
    assertThat(other.status()).isEqualTo(200);
    assertThat(other.json().path("timeline").findValuesAsText("text"))
        .contains("who is it?", "<b>me</b>");
  }

  @Test
  void aPersonsWordOnUrgencyOutweighsTheDevices() {
    engineer.decide(incident, "severity", "{\"severity\":\"INFO\",\"reason\":\"a bucket\"}");

    device.sends(device.updated(SEEN, SEEN.plusSeconds(20), 3));

    JsonNode shown = engineer.incident(incident);
    assertThat(shown.path("severity").asText()).isEqualTo("INFO");
    assertThat(shown.path("severityBy").asText()).isEqualTo("engineer");
    assertThat(shown.path("timeline").findValuesAsText("text")).contains("INFO: a bucket");
  }

  @ParameterizedTest(name = "{0} of what was changed meanwhile is refused")
  @CsvSource(
      delimiter = '|',
      value = {
        "assignment | {\"to\":\"smith\"}",
        "severity | {\"severity\":\"INFO\"}",
        "comments | {\"text\":\"seen\"}"
      })
  void whoSawAnOldVersionIsTold(String what, String body) {
    String seen = engineer.version(incident);
    engineer.decide(incident, "assignment", "{\"to\":\"jones\"}");

    Answer late =
        engineer.post("/api/v1/incidents/" + incident + "/" + what, body, "If-Match", seen);
    Answer none = engineer.post("/api/v1/incidents/" + incident + "/" + what, body);

    assertThat(late.status()).isEqualTo(412);
    assertThat(none.status()).isEqualTo(428);
  }

  @Test
  void theSameCommentSentTwiceIsSaidOnce() {
    for (int i = 0; i < 2; i++) {
      Answer answer =
          engineer.decide(
              incident, "comments", "{\"text\":\"once\"}", "Idempotency-Key", incident + "-c");
      assertThat(answer.status()).isEqualTo(200);
    }

    assertThat(engineer.incident(incident).path("timeline").findValuesAsText("text"))
        .containsOnlyOnce("once");
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "assignment | {\"to\":\"a b\"}",
        "assignment | {\"to\":\"\"}",
        "comments | {\"text\":\"  \"}",
        "comments | {}",
        "severity | {\"severity\":\"PANIC\"}",
        "severity | {}",
        "separation | {\"why\":1}"
      })
  void whatMakesNoSenseIsRefused(String what, String body) {
    Answer answer = engineer.decide(incident, what, body);

    assertThat(answer.status()).isEqualTo(400);
  }

  @ParameterizedTest(name = "an auditor may not: {0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "assignment | {\"to\":\"auditor\"}",
        "comments | {\"text\":\"hm\"}",
        "severity | {\"severity\":\"INFO\"}",
        "separation | {}"
      })
  void anAuditorOnlyLooks(String what, String body) {
    assertThat(Person.auditor().decide(incident, what, body).status()).isEqualTo(403);
  }
}
