package dev.sitewarden.cloud.rights;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sitewarden.cloud.Answer;
import dev.sitewarden.cloud.Caller;
import dev.sitewarden.cloud.Device;
import dev.sitewarden.cloud.Rows;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Dead letters, devices of sites and grants of other places are not there. */
@QuarkusTest
@TestProfile(EntraCloud.class)
final class ElsewhereTest {
  private static final String LETTERS = "/api/v1/dead-letters";

  private final Grantor grantor = new Grantor();
  private final Bearer admin = grantor.admin();
  private final String person = "p" + UUID.randomUUID().toString().substring(0, 8);
  private final Bearer iot = Bearer.person(person, "iot-engineer");
  private final Bearer auditor = Bearer.person(person, "auditor");
  private final Device ours = Device.fresh();
  private final Device theirs = Device.fresh();
  private final String site = "our-" + person;

  @Test
  void lettersAreReadAndPlayedWhereTheDeviceIsSeen() {
    String our = letterOf(ours);
    String their = letterOf(theirs);
    grantor.place(ours, site);
    grantor.place(theirs, "their-" + person);
    grantor.grant(person, "iot-engineer", Grantor.site(site));

    assertThat(idsOf(iot)).containsExactly(our);
    assertThat(iot.get(LETTERS + "/" + our).json().path("body").asText()).isEqualTo("poison");
    assertThat(iot.get(LETTERS + "/" + their).code()).isEqualTo("dead-letter-unknown");
    assertThat(play(iot, our).json().path("outcome").asText()).isEqualTo("STILL_DEAD");
    assertThat(play(iot, their).code()).isEqualTo("dead-letter-unknown");
    assertThat(playBoth(iot, our, their))
        .extracting(one -> one.path("outcome").asText())
        .containsExactly("STILL_DEAD", "NOT_PLAYED");
    assertThat(times(their)).as("nobody played it").containsExactly("1");
    assertThat(admin.get(LETTERS + "/" + their).status()).isEqualTo(200);
  }

  @Test
  void aLetterMayBeAboutAnyCameraOfItsDevice() {
    String our = letterOf(ours);
    grantor.grant(person, "iot-engineer", Grantor.gateOf(ours));

    assertThat(idsOf(iot)).isEmpty();
    assertThat(iot.get(LETTERS + "/" + our).code()).isEqualTo("dead-letter-unknown");
  }

  @Test
  void aLetterThatNamesNoDeviceIsForWhoeverSeesEverything() {
    new Caller().post("/IngestTelemetry", Device.envelope("", List.of("poison of " + person)));
    String nobodys =
        Rows.of(
                "select digest from dead_letter where convert_from(body, 'UTF8') = ?",
                "poison of " + person)
            .getFirst();
    grantor.grant(person, "iot-engineer", Grantor.site(site));
    assertThat(iot.get(LETTERS + "/" + nobodys).code()).isEqualTo("dead-letter-unknown");

    grantor.grant(person, "iot-engineer", "\"everywhere\":true");
    assertThat(iot.get(LETTERS + "/" + nobodys).status()).isEqualTo(200);
  }

  @Test
  void anotherRoleThatSeesEverythingOpensNoLetter() {
    String our = letterOf(ours);
    Bearer both = Bearer.person(person, "iot-engineer", "auditor");
    grantor.grant(person, "auditor", "\"everywhere\":true");

    assertThat(both.get(LETTERS + "/" + our).code()).isEqualTo("dead-letter-unknown");
  }

  @Test
  void sitesShowTheDevicesThatAreSeen() {
    grantor.place(ours, site);
    grantor.place(theirs, "their-" + person);
    assertThat(devicesOf(iot)).isEmpty();

    grantor.grant(person, "iot-engineer", Grantor.site(site));

    assertThat(devicesOf(iot)).containsExactly(ours.name());
    assertThat(devicesOf(admin)).contains(ours.name(), theirs.name());
  }

  @Test
  void anAuditorOfACameraReadsTheGrantsForIt() {
    String both =
        grantor.grant(
            "x" + person,
            "auditor",
            "\"cameras\":[\"%s/gate\",\"%s/gate\"]".formatted(ours.name(), theirs.name()));
    grantor.grant("x" + person, "auditor", Grantor.site(site));
    grantor.grant("x" + person, "auditor", Grantor.gateOf(theirs));
    grantor.grant("x" + person, "auditor", "\"everywhere\":true");
    assertThat(grantsOf(auditor)).isEmpty();

    grantor.grant(person, "auditor", Grantor.gateOf(ours));

    JsonNode seen = grantsOf(auditor);
    assertThat(seen.findValuesAsText("id")).containsExactly(both);
    assertThat(seen.toString()).contains(ours.name() + "/gate").doesNotContain(theirs.name());
    assertThat(grantsOf(admin)).hasSize(4);
  }

  @Test
  void anAuditorOfASiteReadsTheGrantsForItAndItsCameras() {
    grantor.place(ours, site);
    String forSite = grantor.grant("x" + person, "auditor", Grantor.site(site));
    String forCamera = grantor.grant("x" + person, "auditor", Grantor.gateOf(ours));
    grantor.grant("x" + person, "auditor", Grantor.site("their-" + person));

    grantor.grant(person, "auditor", Grantor.site(site));

    assertThat(grantsOf(auditor).findValuesAsText("id")).containsExactly(forSite, forCamera);
    assertThat(auditor.get("/api/v1/grants").json().path("mayGive").asBoolean()).isFalse();
  }

  @Test
  void aDigestIsSeenByWhomItIsFor() {
    Bearer engineer = Bearer.person(person, "site-engineer");
    grantor.grant(person, "site-engineer", Grantor.gateOf(ours));
    digestFor(person + "@site.example");
    digestFor("other-" + person);

    assertThat(digestsOf(engineer)).containsExactly("for %s@site.example".formatted(person));
    assertThat(digestsOf(admin))
        .contains("for %s@site.example".formatted(person), "for other-" + person);
  }

  private static void digestFor(String name) {
    Rows.of(
        "insert into notification (id, kind, state, channel, recipient, subject, text, attempts,"
            + " created_at, next_attempt_at)"
            + " values (gen_random_uuid(), 'DIGEST', 'SENT', 'page', ?, ?, 'many', 1, now(), now())"
            + " returning id",
        name,
        "for " + name);
  }

  private static List<String> digestsOf(Bearer by) {
    return by.get("/api/v1/notifications").json().path("items").findValuesAsText("subject").stream()
        .filter(subject -> subject.startsWith("for "))
        .toList();
  }

  @Test
  void anAdminOfOnePlaceGivesHimselfNoOther() {
    Bearer local = Bearer.person(person, "admin");
    String own = grantor.grant(person, "admin", Grantor.site(site));

    Answer given = Grantor.give(local, person, "admin", "\"everywhere\":true");
    Answer taken = local.send("DELETE", "/api/v1/grants/" + own, BodyPublishers.noBody());
    Answer placed = Grantor.place(local, theirs, site);

    assertThat(List.of(given.code(), taken.code(), placed.code()))
        .containsOnly("place-not-allowed");
    assertThat(devicesOf(local)).isEmpty();
  }

  private static String letterOf(Device device) {
    device.sends("poison");
    return Rows.of("select digest from dead_letter where device = ?", device.name()).getFirst();
  }

  private static List<String> times(String letter) {
    return Rows.of("select times from dead_letter where digest = ?", letter);
  }

  private static List<String> idsOf(Caller caller) {
    return caller.get(LETTERS).json().path("items").findValuesAsText("id");
  }

  private static Answer play(Caller caller, String letter) {
    return caller.post(LETTERS + "/" + letter + "/replay", "");
  }

  private static JsonNode playBoth(Caller caller, String one, String other) {
    String ids = "{\"ids\":[\"%s\",\"%s\"]}".formatted(one, other);
    return caller.post(LETTERS + "/replays", ids).json().path("items");
  }

  private static List<String> devicesOf(Caller caller) {
    return caller.get("/api/v1/sites").json().path("items").findValuesAsText("device");
  }

  private JsonNode grantsOf(Caller caller) {
    return caller.get("/api/v1/grants?person=oid-x" + person).json().path("items");
  }
}
