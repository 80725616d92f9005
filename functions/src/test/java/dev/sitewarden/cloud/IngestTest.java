package dev.sitewarden.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sitewarden.cloud.app.EmbeddedCloud;
import dev.sitewarden.domain.incident.Evidence.Kind;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What devices say arrives once, in any order, and nothing is lost. */
@QuarkusTest
@QuarkusTestResource(EmbeddedCloud.class)
final class IngestTest {
  private static final Instant SEEN = Instant.parse("2026-11-20T09:29:59.960Z");
  private static final Instant ENDED = Instant.parse("2026-11-20T09:30:05Z");
  private static final byte[] PICTURE = {1, 2, 3};

  private final Device device = Device.fresh();
  private final String incident = device.incidentAt(SEEN).toString();

  @ParameterizedTest
  @ValueSource(strings = {"fsync", "synchronous_commit", "full_page_writes"})
  void theDatabaseKeepsWhatWasAnsweredThroughAPowerCut(String setting) {
    assertThat(Rows.of("select current_setting('" + setting + "')")).containsExactly("on");
  }

  @Test
  void anOpenedIncidentIsARowANotificationAndAPlaceInTheTimeline() {
    Answer answer = device.sends(device.opened(SEEN));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).isEqualTo("{\"Outputs\":{},\"Logs\":[],\"ReturnValue\":null}");
    JsonNode shown = Person.engineer().incident(incident);
    assertThat(shown.path("state").asText()).isEqualTo("OPEN");
    assertThat(shown.path("device").asText()).isEqualTo(device.name());
    assertThat(shown.path("capturedAt").asText()).isEqualTo("2026-11-20T09:29:59.960Z");
    assertThat(shown.path("subject").path("box").toString()).isEqualTo("[0.5,0.25,0.625,0.5]");
    assertThat(shown.path("zone").path("polygon").path(2).toString()).isEqualTo("[0.5,1.0]");
    assertThat(shown.path("others").path(0).path("label").asText()).isEqualTo("helmet");
    assertThat(kinds(shown)).startsWith("OPENED", "RECEIVED");
    assertThat(notifications()).containsExactly("engineer");
  }

  @Test
  void theSameMessageAgainChangesNothing() {
    String opened = device.opened(SEEN);
    device.sends(opened, opened);

    Answer again = device.sends(opened);

    assertThat(again.status()).isEqualTo(200);
    assertThat(notifications()).hasSize(1);
    assertThat(kinds(Person.engineer().incident(incident))).containsOnlyOnce("OPENED");
  }

  @Test
  void theSameIncidentInAnotherMessageChangesNothing() {
    device.sends(device.opened(SEEN));

    device.sends(device.opened(SEEN));

    assertThat(notifications()).hasSize(1);
    assertThat(deadLetters()).isEmpty();
  }

  @Test
  void whatOvertakesItsIncidentIsAppliedWhenThatComes() {
    device.sends(device.stored(SEEN, Kind.SNAPSHOT, PICTURE), device.closed(SEEN, ENDED));
    assertThat(Person.engineer().get("/api/v1/incidents/" + incident).status()).isEqualTo(404);

    device.sends(device.opened(SEEN));

    JsonNode shown = Person.engineer().incident(incident);
    assertThat(shown.path("endedAt").asText()).isEqualTo("2026-11-20T09:30:05Z");
    assertThat(shown.path("evidence").path("snapshot").path("bytes").asInt()).isEqualTo(3);
    assertThat(Rows.of("select id from early_message where device = ?", device.name())).isEmpty();
  }

  @Test
  void aThumbnailIsToldBesideTheSnapshotAndNotInItsPlace() {
    device.sends(device.opened(SEEN), device.stored(SEEN, Kind.SNAPSHOT, PICTURE));
    assertThat(Person.engineer().incident(incident).path("thumbnailUrl").isNull()).isTrue();

    device.sends(device.stored(SEEN, Kind.THUMBNAIL, new byte[] {1}));

    JsonNode shown = Person.engineer().incident(incident);
    String evidence = "/api/v1/incidents/" + incident + "/evidence/";
    assertThat(shown.path("thumbnailUrl").asText()).isEqualTo(evidence + "thumbnail");
    assertThat(shown.path("snapshotUrl").asText()).isEqualTo(evidence + "snapshot");
    assertThat(shown.path("evidence").path("thumbnail").path("bytes").asInt()).isEqualTo(1);
    assertThat(shown.path("evidence").path("snapshot").path("bytes").asInt()).isEqualTo(3);
  }

  @Test
  void aBatchInReverseIsTheSameIncident() {
    device.sends(
        device.stored(SEEN, Kind.CLIP, PICTURE), device.closed(SEEN, ENDED), device.opened(SEEN));

    JsonNode shown = Person.engineer().incident(incident);

    assertThat(shown.path("endedAt").isTextual()).isTrue();
    assertThat(shown.path("evidence").path("clip").path("bytes").asInt()).isEqualTo(3);
  }

  @Test
  void anUpdateIsShownOnceAndMovesNoState() {
    String update = device.updated(SEEN, SEEN.plusSeconds(20), 3);
    device.sends(update); // it overtook its incident
    device.sends(device.opened(SEEN));

    device.sends(update);

    JsonNode shown = Person.engineer().incident(incident);
    assertThat(shown.path("state").asText()).isEqualTo("OPEN");
    assertThat(shown.path("severity").asText()).isEqualTo("WARNING");
    assertThat(shown.path("subject").path("box").path(0).asDouble()).as("judged").isEqualTo(0.5);
    assertThat(kinds(shown)).containsOnlyOnce("UPDATED");
    assertThat(shown.path("timeline").findValuesAsText("text"))
        .contains("warning, 3 in the zone, head 0.90");
  }

  @Test
  void whatComesAfterTheVerdictIsShownAndReopensNothing() {
    Person engineer = Person.engineer();
    device.sends(device.opened(SEEN));
    engineer.decide(incident, "resolution", "{\"verdict\":\"CONFIRMED\",\"comment\":\"\"}");

    device.sends(device.closed(SEEN, ENDED), device.stored(SEEN, Kind.CLIP, PICTURE));

    JsonNode shown = engineer.incident(incident);
    assertThat(shown.path("state").asText()).isEqualTo("RESOLVED");
    assertThat(shown.path("endedAt").isTextual()).isTrue();
    assertThat(shown.path("evidence").path("clip").isObject()).isTrue();
    assertThat(kinds(shown)).contains("ENDED", "EVIDENCE_STORED", "RESOLVED");
  }

  @Test
  void whatIsNotOfAnIncidentIsStoredOnceForThoseWhoNeedIt() {
    String[] news = device.news(SEEN);
    device.sends(news);
    device.sends(device.opened(SEEN));

    Answer answer = device.sends(news);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(deadLetters()).isEmpty();
    assertThat(
            ofDevice("select zone_id || ' ' || watched_ms || ' ' || labels from occupancy_count"))
        .containsExactly("dock 59000 []");
    assertThat(ofDevice("select why || ' ' || path from sampled_frame"))
        .containsExactly("MOTION %s/gate/samples/1.jpg".formatted(device.name()));
    assertThat(ofDevice("select detections -> 0 ->> 'box' from sampled_frame"))
        .containsExactly("[0.5, 0.25, 0.625, 0.5]");
    assertThat(ofDevice("select model ->> 'name' from sampled_frame")).containsExactly("ppe");
    assertThat(ofDevice("select challenger from sampled_frame")).containsExactly("null");
    assertThat(ofDevice("select extract(epoch from to_at - from_at)::int from recording"))
        .containsExactly("60");
    assertThat(ofDevice("select kind || ' ' || subject || ' ' || text from device_report"))
        .containsExactly("DISK_FULL evidence no room");
    assertThat(kinds(Person.engineer().incident(incident))).startsWith("OPENED", "RECEIVED");
  }

  @Test
  void textsOfDevicesAreStoredAsTheyAreWhateverTheyHold() {
    String nasty = "'); drop table incident; -- <script>alert(1)</script> \"\\ \u2028 :rows ?";
    device.sends(device.health(nasty, SEEN));

    assertThat(ofDevice("select text from device_report")).containsExactly(nasty);
  }

  @Test
  void aFileOutsideOfTheDevicesFolderIsRefused() {
    String[] news = device.news(SEEN);
    for (int i = 0; i < news.length; i++) {
      news[i] = news[i].replace("\"path\":\"" + device.name(), "\"path\":\"pi-other");
    }

    Answer answer = device.sends(news);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(deadLetters()).containsExactly("refused", "refused");
    assertThat(ofDevice("select path from sampled_frame")).isEmpty();
    assertThat(ofDevice("select path from recording")).isEmpty();
    assertThat(ofDevice("select id from occupancy_count")).hasSize(1);
  }

  @Test
  void poisonIsKeptWithItsReasonAndHoldsUpNobody() {
    Answer answer =
        device.sends(
            "{\"broken",
            device.opened(SEEN).replace(".opened.v1", ".opened.v9"),
            device.opened(SEEN).replace("\"score\":0.9", "\"score\":1.5"),
            device.opened(SEEN));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(Person.engineer().incident(incident).path("state").asText()).isEqualTo("OPEN");
    assertThat(deadLetters()).containsExactlyInAnyOrder("invalid", "unknown-type", "invalid");
    assertThat(reasons("unknown-type"))
        .containsExactly(
            "type 'dev.sitewarden.incident.opened.v9' is not known to this version,"
                + " see docs/wire.md for those that are");
    assertThat(reasons("invalid")).anyMatch(reason -> reason.contains("score"));
  }

  @Test
  void theSamePoisonAgainIsOneDeadLetter() {
    device.sends("poison");
    device.sends("poison", "poison");

    assertThat(Rows.of("select times from dead_letter where device = ?", device.name()))
        .containsExactly("3");
  }

  @Test
  void aMessageThatIsTooLongIsADeadLetterWhoseBeginningIsKept() {
    device.sends("x".repeat(300_000));

    assertThat(deadLetters()).containsExactly("invalid");
    assertThat(
            Rows.of(
                "select body_bytes || ' ' || length(body) from dead_letter where device = ?",
                device.name()))
        .containsExactly("300000 262144");
  }

  @Test
  void aMessageInAnotherDevicesNameIsADeadLetter() {
    Device stranger = Device.fresh();

    stranger.sends(device.opened(SEEN));

    assertThat(Person.engineer().get("/api/v1/incidents/" + incident).status()).isEqualTo(404);
    assertThat(Rows.of("select code from dead_letter where device = ?", stranger.name()))
        .containsExactly("wrong-device");
  }

  @Test
  void aMessageOfNobodyIsADeadLetter() {
    String envelope = Device.envelope(device.name(), List.of(device.opened(SEEN)));

    Answer answer =
        new Caller().post("/IngestTelemetry", envelope.replace("iothub-connection-device-id", "x"));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(Person.engineer().get("/api/v1/incidents/" + incident).status()).isEqualTo(404);
  }

  @Test
  void evidenceOutsideOfTheDevicesFolderIsRefused() {
    device.sends(
        device.opened(SEEN), device.stored(SEEN, Kind.SNAPSHOT, PICTURE, "pi-other/gate/x.jpg"));

    String own = device.stored(SEEN, Kind.SNAPSHOT, PICTURE);
    device.sends(own.replace(device.name() + "/gate", device.name() + "/../../cloud"));

    assertThat(deadLetters()).containsExactlyInAnyOrder("refused", "invalid");
    assertThat(Person.engineer().incident(incident).path("evidence").path("snapshot").isNull())
        .isTrue();
  }

  @Test
  void whatIsNoEnvelopeIsAProblem() {
    Caller host = new Caller();

    assertThat(host.post("/IngestTelemetry", "[]").code()).isEqualTo("invalid-envelope");
    assertThat(
            host.send(
                    "POST",
                    "/IngestTelemetry",
                    BodyPublishers.ofString("{}"),
                    "Content-Type",
                    "text/plain")
                .status())
        .isEqualTo(415);
    assertThat(host.get("/IngestTelemetry").code()).isEqualTo("method-not-allowed");
  }

  private static List<String> kinds(JsonNode incident) {
    return incident.path("timeline").findValuesAsText("kind");
  }

  private List<String> notifications() {
    return Rows.of(
        "select recipient from notification where cast(incident_id as text) = ?", incident);
  }

  private List<String> ofDevice(String query) {
    return Rows.of(query + " where device = ?", device.name());
  }

  private List<String> deadLetters() {
    return Rows.of("select code from dead_letter where device = ?", device.name());
  }

  private List<String> reasons(String code) {
    return Rows.of(
        "select reason from dead_letter where device = ? and code = ?", device.name(), code);
  }
}
