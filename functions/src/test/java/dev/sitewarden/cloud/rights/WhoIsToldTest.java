package dev.sitewarden.cloud.rights;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sitewarden.cloud.Answer;
import dev.sitewarden.cloud.Caller;
import dev.sitewarden.cloud.Device;
import dev.sitewarden.cloud.Plans;
import dev.sitewarden.cloud.Rows;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nobody sends the alarms of others elsewhere, or to nowhere; what he may change is written down.
 */
@QuarkusTest
@TestProfile(EntraCloud.class)
final class WhoIsToldTest {
  private static final String MINE = "\"phone\":\"+4930666666\",\"email\":\"mine@example.org\"";

  private final Grantor grantor = new Grantor();
  private final Bearer admin = grantor.admin();
  private final String person = "p" + UUID.randomUUID().toString().substring(0, 8);
  private final String name = person + "@site.example";
  private final String boss = "boss-" + person;
  private final Bearer engineer = Bearer.person(person, "site-engineer");
  private final String ours = "our-" + person;
  private final String theirs = "their-" + person;

  @ParameterizedTest
  @ValueSource(strings = {"nowhere", "elsewhere"})
  void nobodyPutsHisNumberInTheContactOfAnother(String granted) {
    bossIsReached();
    grantUnless("nowhere", granted);

    Answer replaced = reach(engineer, boss, "If-Match", "\"0\"", MINE);
    Answer invented = reach(engineer, "new-" + boss, "If-None-Match", "*", MINE);

    assertThat(replaced.status()).isEqualTo(404);
    assertThat(replaced.code()).isEqualTo("contact-unknown");
    assertThat(invented.code()).isEqualTo("contact-unknown");
    assertThat(Rows.of("select phone from contact where person = ?", boss))
        .containsExactly("+4930123456");
    assertThat(Rows.of("select person from contact where person = ?", "new-" + boss)).isEmpty();
    assertThat(audited(boss)).as("of what was refused").hasSize(1);
  }

  @Test
  void whoSeesNoSiteSeesHisOwnContactAlone() {
    bossIsReached();
    reach(engineer, name, "If-None-Match", "*", MINE);

    JsonNode contacts = engineer.get("/api/v1/contacts").json();

    assertThat(contacts.path("items").findValuesAsText("person")).containsExactly(name);
    assertThat(contacts.path("people")).isEmpty();
    assertThat(contacts.path("mayChangeAll").asBoolean()).isFalse();
  }

  @Test
  void whoPlansASiteSeesWhoCanBeReachedAndNotHow() {
    bossIsReached();
    grantor.grant(person, "site-engineer", Grantor.site(ours));

    Answer contacts = engineer.get("/api/v1/contacts");

    assertThat(contacts.json().path("items")).isEmpty();
    assertThat(contacts.text())
        .contains("{\"person\":\"%s\",\"isReached\":true}".formatted(boss))
        .doesNotContain("+4930123456", "boss@example.org");
  }

  @Test
  void everybodyChangesHisOwnContact() {
    Answer first = reach(engineer, name, "If-None-Match", "*", MINE);
    Answer second =
        reach(engineer, name, "If-Match", first.header("ETag"), "\"phone\":\"+4930777777\"");
    Answer same =
        reach(engineer, name, "If-Match", second.header("ETag"), "\"phone\":\"+4930777777\"");

    assertThat(first.status()).isEqualTo(200);
    assertThat(second.json().path("phone").asText()).isEqualTo("+4930777777");
    assertThat(same.status()).isEqualTo(200);
    assertThat(Rows.of("select granted_as from contact where person = ?", name))
        .as("so that it is known which grants are his")
        .containsExactly("oid-" + person);
    assertThat(audited(name))
        .containsExactly(
            "CONTACT_CHANGED %s first contact, phone noted, email noted".formatted(name),
            "CONTACT_CHANGED %s phone changed, email removed".formatted(name));
  }

  @Test
  void whoeverOpensHisContactIsKnownByHisGrants() {
    grantor.grant(person, "site-engineer", Grantor.site(ours));
    reach(admin, name, "If-None-Match", "*", MINE);
    Answer made = Plans.first(admin, ours, "\"escalation\":[]");
    assertThat(made.json().at("/instead/isMailed").asBoolean()).isFalse();

    JsonNode contacts = engineer.get("/api/v1/contacts").json();

    assertThat(contacts.at("/items/0/version").asInt()).isZero();
    assertThat(Rows.of("select granted_as || ' ' || version from contact where person = ?", name))
        .containsExactly("oid-" + person + " 0");
    assertThat(engineer.get(Plans.path(ours)).json().at("/instead/people/0").asText())
        .isEqualTo(name);
  }

  @Test
  void anAdminOfOnePlaceIsNoAdminOfContacts() {
    bossIsReached();
    Bearer local = Bearer.person(person, "admin");
    grantor.grant(person, "admin", Grantor.site(ours));

    assertThat(reach(local, boss, "If-Match", "\"0\"", MINE).code()).isEqualTo("contact-unknown");
    assertThat(local.get("/api/v1/contacts").text()).doesNotContain("+4930123456");
    assertThat(admin.get("/api/v1/contacts").text()).contains("+4930123456");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nowhere", "elsewhere"})
  void theSitesOfOthersHaveNoPlans(String granted) {
    Answer made = plan(admin, theirs, "If-None-Match", "*", boss);
    grantUnless("nowhere", granted);

    Answer silenced = plan(engineer, theirs, "If-Match", made.header("ETag"), "nobody");
    Answer invented = plan(engineer, "new-" + theirs, "If-None-Match", "*", person);

    assertThat(silenced.status()).isEqualTo(404);
    assertThat(silenced.code()).isEqualTo("site-unknown");
    assertThat(invented.code()).isEqualTo("site-unknown");
    assertThat(engineer.get(Plans.path(theirs)).code()).isEqualTo("no-on-call-plan");
    assertThat(engineer.get("/api/v1/on-call").text()).doesNotContain(theirs);
    assertThat(admin.get(Plans.path(theirs)).json().path("now").asText()).isEqualTo(boss);
    assertThat(audited(theirs)).hasSize(1);
  }

  @Test
  void aCameraIsNotItsSite() {
    Device device = Device.fresh();
    grantor.place(device, theirs);
    Answer made = plan(admin, theirs, "If-None-Match", "*", boss);
    grantor.grant(person, "site-engineer", Grantor.gateOf(device));

    assertThat(plan(engineer, theirs, "If-Match", made.header("ETag"), person).code())
        .isEqualTo("site-unknown");
    assertThat(engineer.get("/api/v1/on-call").json().path("items")).isEmpty();
  }

  @Test
  void anEngineerPlansHisSiteAlsoBeforeItHasADevice() {
    grantor.grant(person, "site-engineer", Grantor.site(ours));
    assertThat(engineer.get("/api/v1/on-call").json().path("mayPlan").get(0).asText())
        .isEqualTo(ours);

    Answer first = plan(engineer, ours, "If-None-Match", "*", name);
    Answer second = plan(engineer, ours, "If-Match", first.header("ETag"), boss);

    assertThat(first.status()).isEqualTo(200);
    assertThat(second.json().path("now").asText()).isEqualTo(boss);
    JsonNode plans = engineer.get("/api/v1/on-call").json();
    assertThat(plans.path("items").findValuesAsText("site")).containsExactly(ours);
    assertThat(plans.path("items").get(0).path("mayChange").asBoolean()).isTrue();
    assertThat(plans.path("mayPlanEverywhere").asBoolean()).isFalse();
    assertThat(plans.path("mayPlan")).isEmpty();
    assertThat(audited(ours))
        .containsExactly(
            "ON_CALL_CHANGED %1$s first plan: time zone UTC; otherwise %1$s; no quiet hours"
                .formatted(name),
            "ON_CALL_CHANGED %s otherwise changed: time zone UTC; otherwise %s; no quiet hours"
                .formatted(name, boss));
  }

  @Test
  void whoMayLookThereAndPlanHereIsToldTheDifference() {
    Answer made = plan(admin, theirs, "If-None-Match", "*", boss);
    Bearer both = Bearer.person(person, "site-engineer", "auditor");
    grantor.grant(person, "auditor", "\"everywhere\":true");
    grantor.grant(person, "site-engineer", Grantor.site(ours));

    assertThat(plan(both, theirs, "If-Match", made.header("ETag"), person).code())
        .isEqualTo("place-not-allowed");
    JsonNode shown = both.get(Plans.path(theirs)).json();
    assertThat(shown.path("mayChange").asBoolean()).isFalse();
  }

  @Test
  void whoeverPlansIsToldWhoSeesNothingOfTheSite() {
    Device device = Device.fresh();
    grantor.place(device, ours);
    reach(admin, name, "If-None-Match", "*", MINE);
    engineer.get("/api/v1/contacts"); // it notes what grants name him by
    grantor.grant("auditor-" + person, "auditor", Grantor.site(ours));
    Bearer auditor = Bearer.person("auditor-" + person, "auditor");
    Plans.first(
        admin,
        ours,
        "\"otherwise\":\"%1$s\",\"escalation\":[\"%2$s\",\"%1$s\"]".formatted(name, boss));
    assertThat(unsighted(admin)).containsExactly(name, boss);

    grantor.grant(person, "site-engineer", Grantor.gateOf(device));

    assertThat(unsighted(admin)).as("who sees one camera sees something").containsExactly(boss);
    assertThat(unsighted(auditor)).as("who may not change it").isEmpty();
  }

  private List<String> unsighted(Bearer by) {
    JsonNode plan = by.get(Plans.path(ours)).json();
    assertThat(plan.path("site").asText()).isEqualTo(ours);
    List<String> people = new ArrayList<>();
    plan.path("unsighted").forEach(one -> people.add(one.asText()));
    return people;
  }

  private void grantUnless(String none, String granted) {
    if (!granted.equals(none)) {
      grantor.grant(person, "site-engineer", Grantor.site(ours));
    }
  }

  private void bossIsReached() {
    Answer noted =
        reach(
            admin,
            boss,
            "If-None-Match",
            "*",
            "\"phone\":\"+4930123456\",\"email\":\"boss@example.org\"");
    assertThat(noted.status()).isEqualTo(200);
    assertThat(noted.header("ETag")).isEqualTo("\"0\"");
  }

  private static List<String> audited(String subject) {
    return Rows.of(
        "select action || ' ' || actor || ' ' || detail from audit_record where subject = ?"
            + " order by at, number",
        subject);
  }

  private static Answer reach(Caller by, String person, String header, String value, String parts) {
    return by.put("/api/v1/contacts/" + person, "{%s}".formatted(parts), header, value);
  }

  private static Answer plan(
      Caller by, String site, String header, String value, String otherwise) {
    String plan = Plans.of("\"otherwise\":\"%s\"".formatted(otherwise));
    return by.put(Plans.path(site), plan, header, value);
  }
}
