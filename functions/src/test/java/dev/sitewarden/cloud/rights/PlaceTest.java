package dev.sitewarden.cloud.rights;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sitewarden.cloud.Answer;
import dev.sitewarden.cloud.Caller;
import dev.sitewarden.cloud.Device;
import dev.sitewarden.cloud.Rows;
import dev.sitewarden.domain.incident.Evidence.Kind;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person sees at his places; what lies elsewhere is not there for him. */
@QuarkusTest
@TestProfile(EntraCloud.class)
final class PlaceTest {
  private static final Instant SEEN = Instant.parse("2026-11-21T08:00:00Z");
  private static final String INCIDENTS = "/api/v1/incidents";

  private final Grantor grantor = new Grantor();
  private final Bearer admin = grantor.admin();
  private final String person = "p" + UUID.randomUUID().toString().substring(0, 8);
  private final Bearer engineer = Bearer.person(person, "site-engineer");
  private final Device ours = Device.fresh();
  private final Device theirs = Device.fresh();
  private final String ourIncident = ours.incidentAt(SEEN).toString();
  private final String theirIncident = theirs.incidentAt(SEEN).toString();

  @Test
  void withoutAGrantARoleSeesNothing() {
    bothHappen();

    assertThat(list(engineer)).doesNotContain(ourIncident, theirIncident);
    assertThat(engineer.get(INCIDENTS + "/" + ourIncident).code()).isEqualTo("incident-unknown");
  }

  @Test
  void aGrantForASiteShowsItsDevicesAndNoOthers() {
    bothHappen();
    String site = "site-" + person;
    grantor.place(ours, site);
    grant(Grantor.site(site));

    assertThat(list(engineer)).contains(ourIncident).doesNotContain(theirIncident);
    assertThat(engineer.get(INCIDENTS + "/" + ourIncident).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/evidence/snapshot",
        "/evidence/clip",
        "/evidence/detections",
        "/evidence/thumbnail"
      })
  void whatLiesElsewhereIsUnknownNotForbidden(String what) {
    bothHappen();
    grantCamera();

    Answer answer = engineer.get(INCIDENTS + "/" + theirIncident + what);

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.code()).isEqualTo("incident-unknown");
  }

  @Test
  void aGrantForACameraShowsThatCamera() {
    bothHappen();
    grantCamera();

    assertThat(list(engineer)).contains(ourIncident).doesNotContain(theirIncident);
    assertThat(news(engineer)).contains(ourIncident).doesNotContain(theirIncident);
    assertThat(engineer.get("/api/v1/notifications").text())
        .contains(ourIncident)
        .doesNotContain(theirIncident);
  }

  @Test
  void aGrantForACameraShowsItsDeviceAndNoOther() {
    bothHappen();
    grantCamera();

    JsonNode devices = engineer.get("/api/v1/devices").json().path("items");

    assertThat(devices).hasSize(1);
    assertThat(devices.path(0).path("device").asText()).isEqualTo(ours.name());
    assertThat(devices.path(0).path("cameras")).hasSize(1);
  }

  @Test
  void nobodyDecidesElsewhere() {
    bothHappen();
    grantCamera();

    assertThat(decide(engineer, ourIncident).status()).isEqualTo(200);
    assertThat(decide(engineer, theirIncident).code()).isEqualTo("incident-unknown");
  }

  @Test
  void whoMayLookHereAndDecideThereIsToldTheDifference() {
    bothHappen();
    Bearer both = Bearer.person(person, "site-engineer", "auditor");
    grant("auditor", "\"everywhere\":true");
    grantCamera();

    assertThat(decide(both, ourIncident).status()).isEqualTo(200);
    assertThat(decide(both, theirIncident).code()).isEqualTo("place-not-allowed");
  }

  @Test
  void labelsOfElsewhereAreNotHandedOut() {
    bothHappen();
    grantCamera();
    resolve(admin, ourIncident);
    resolve(admin, theirIncident);

    String coco = engineer.get("/api/v1/datasets/incidents.coco.json").text();

    assertThat(coco).contains(ours.path(SEEN, Kind.SNAPSHOT));
    assertThat(coco).doesNotContain(theirs.path(SEEN, Kind.SNAPSHOT));
  }

  @Test
  void aGrantThatWasTakenBackDoesNotHoldAnyMore() {
    bothHappen();
    String id = grantCamera();
    assertThat(list(engineer)).contains(ourIncident);

    Answer taken = admin.send("DELETE", "/api/v1/grants/" + id, BodyPublishers.noBody());

    assertThat(taken.status()).isEqualTo(204);
    assertThat(list(engineer)).doesNotContain(ourIncident);
  }

  @Test
  void aGrantGivesNoRoleThatEntraDoesNotKnowOf() {
    bothHappen();
    grant("auditor", "\"everywhere\":true");

    assertThat(list(engineer)).doesNotContain(ourIncident);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"person\":\"p\",\"role\":\"auditor\"}",
        "{\"person\":\"p\",\"role\":\"king\",\"everywhere\":true}",
        "{\"person\":\"p\",\"role\":\"auditor\",\"everywhere\":true,\"site\":\"yard\"}",
        "{\"person\":\"p\",\"role\":\"auditor\",\"site\":\"' or 1=1\"}",
        "{\"person\":\"p\",\"role\":\"auditor\",\"cameras\":[\"gate\"]}",
        "{\"person\":\"p\",\"role\":\"auditor\",\"cameras\":[\"pi/../x\"]}"
      })
  void whatIsNoGrantIsRefused(String body) {
    Answer answer = admin.post("/api/v1/grants", body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("invalid-grant");
  }

  /** A second click, or a request that was sent again. */
  @Test
  void theSameGrantTwiceIsOneAndGoesAsOne() {
    String both = "\"cameras\":[\"%1$s/gate\",\"%1$s/dock\"]".formatted(ours.name());
    String turned = "\"cameras\":[\"%1$s/dock\",\"%1$s/gate\"]".formatted(ours.name());

    Answer first = Grantor.give(admin, person, "auditor", both);
    Answer again = Grantor.give(admin, person, "auditor", turned);
    Answer other = Grantor.give(admin, person, "site-engineer", both);
    String id = first.json().path("id").asText();
    admin.send("DELETE", "/api/v1/grants/" + id, BodyPublishers.noBody());

    assertThat(first.status()).isEqualTo(201);
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json()).isEqualTo(first.json());
    assertThat(other.status()).isEqualTo(201);
    assertThat(
            admin
                .get("/api/v1/grants?person=oid-" + person)
                .json()
                .path("items")
                .findValuesAsText("role"))
        .containsExactly("site-engineer");
    assertThat(Rows.of("select action from audit_record where subject = ?", "oid-" + person))
        .containsExactlyInAnyOrder("GRANT_GIVEN", "GRANT_GIVEN", "GRANT_REVOKED");
  }

  @Test
  void aDeviceIsMovedByWhoSawWhereItStandsAndTheLogSaysWhereItStood() {
    String path = "/api/v1/sites/devices/" + ours.name();
    String site = "site-" + person;
    String here = "{\"site\":\"%s\"}".formatted(site);

    Answer first = admin.put(path, here, "If-None-Match", "*");
    Answer blind = admin.put(path, here, "If-None-Match", "*");
    Answer late = admin.put(path, "{\"site\":\"elsewhere\"}", "If-Match", "\"nowhere\"");
    Answer moved = admin.put(path, "{\"site\":\"elsewhere\"}", "If-Match", first.header("ETag"));

    assertThat(first.header("ETag")).isEqualTo("\"%s\"".formatted(site));
    assertThat(blind.code()).isEqualTo("placed-meanwhile");
    assertThat(late.status()).isEqualTo(412);
    assertThat(moved.status()).isEqualTo(200);
    assertThat(
            Rows.of("select detail from audit_record where subject = ? order by at", ours.name()))
        .containsExactly(
            "at site %s, before nowhere".formatted(site),
            "at site elsewhere, before at site %s".formatted(site));
  }

  private void bothHappen() {
    ours.sends(ours.opened(SEEN));
    theirs.sends(theirs.opened(SEEN));
  }

  private String grantCamera() {
    return grant(Grantor.gateOf(ours));
  }

  private String grant(String where) {
    return grant("site-engineer", where);
  }

  private String grant(String role, String where) {
    return grantor.grant(person, role, where);
  }

  private static String list(Caller caller) {
    return caller.get(INCIDENTS + "?limit=100").text();
  }

  private static String news(Caller caller) {
    return caller.get(INCIDENTS + "?after=0").text();
  }

  private static Answer decide(Caller caller, String incident) {
    return caller.post(INCIDENTS + "/" + incident + "/acknowledgement", "{}", "If-Match", "*");
  }

  private static JsonNode resolve(Caller caller, String incident) {
    return caller
        .post(
            INCIDENTS + "/" + incident + "/resolution",
            "{\"verdict\":\"CONFIRMED\"}",
            "If-Match",
            "*")
        .json();
  }
}
