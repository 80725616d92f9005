package dev.sitewarden.cloud.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sitewarden.cloud.Answer;
import dev.sitewarden.cloud.Device;
import dev.sitewarden.cloud.Person;
import dev.sitewarden.cloud.Rows;
import dev.sitewarden.cloud.TestClock;
import dev.sitewarden.cloud.app.EmbeddedCloud;
import dev.sitewarden.cloud.incident.EscalationRound;
import dev.sitewarden.domain.site.Severity;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is told, who is not, and that the reason stands where people look for it. */
@QuarkusTest
@QuarkusTestResource(
    value = EmbeddedCloud.class,
    restrictToAnnotatedClass = true,
    initArgs = {
      @ResourceArg(name = "cloud.notify.storm-size", value = "3"),
      @ResourceArg(name = "cloud.incident.merge-within", value = "2m")
    })
final class RoutingTest {
  private static final Instant SEEN = Instant.parse("2026-11-20T10:00:00Z");
  private static final int MOST_LOOKS = 10_000;
  private static final Duration PAST_COOLDOWN = Duration.ofSeconds(61);

  @Inject Routing routing;
  @Inject TestClock clock;

  private final Person engineer = Person.engineer();
  private final String site = "site-" + UUID.randomUUID().toString().substring(0, 8);
  private final Device device = deviceAtSite();

  @AfterEach
  void now() {
    clock.reset();
  }

  @Test
  void whoeverIsOnCallIsTold() throws Throwable {
    plan("\"otherwise\":\"smith-%s\"".formatted(site));

    device.sends(device.opened(SEEN));

    JsonNode message = message(device.incidentAt(SEEN).toString());
    assertThat(message.path("recipient").asText()).isEqualTo("smith-" + site);
    assertThat(message.path("state").asText()).isIn("PENDING", "SENT");
    assertThat(message.path("suppressedBy").isNull()).isTrue();
  }

  @Test
  void aRepeatIsNotTold() throws Throwable {
    plan("\"otherwise\":\"a-%s\"".formatted(site));
    device.sends(device.opened(SEEN), device.opened(SEEN.plusSeconds(9)));

    assertSuppressed(SEEN.plusSeconds(9), "REPEAT", device.incidentAt(SEEN).toString());
  }

  @Test
  void aCamerasRuleIsSilentForAMinute() throws Throwable {
    plan("\"otherwise\":\"a-%s\"".formatted(site));
    device.sends(device.opened(SEEN));
    device.sends(device.opened(SEEN.plusSeconds(600)));
    assertSuppressed(SEEN.plusSeconds(600), "COOLDOWN", "rule missing-ppe");
    JsonNode values = message(at(600)).path("reasonValues");
    assertThat(values.path("rule").asText()).isEqualTo("missing-ppe");
    assertThat(values.path("seconds").asText()).isEqualTo("60");

    clock.putForward(PAST_COOLDOWN);
    device.sends(device.opened(SEEN.plusSeconds(1200)));

    assertThat(message(at(1200)).path("state").asText()).isIn("PENDING", "SENT");
  }

  @Test
  void whatSomebodyAcknowledgedFirstIsNotTold() throws Throwable {
    device.sends(device.opened(SEEN));
    route();
    engineer.decide(at(0), "acknowledgement", "{}");
    asIfNew(at(0));

    assertSuppressed(SEEN, "ANSWERED", "acknowledged already");
  }

  @Test
  void quietHoursAreForAlarmsOnly() throws Throwable {
    quietFor("a-" + site, Duration.ofHours(1));
    device.sends(device.opened(SEEN));
    assertThat(message(at(0)).path("state").asText()).isIn("PENDING", "SENT");
    engineer.decide(at(0), "severity", "{\"severity\":\"WARNING\"}");
    asIfNew(at(0));

    JsonNode held = message(at(0));

    assertThat(held.path("state").asText()).isEqualTo("HELD");
    assertThat(held.path("suppressedBy").asText()).isEqualTo("QUIET_HOURS");
    assertThat(held.path("reason").asText()).contains("only alarms wake people");
    assertThat(engineer.incident(at(0)).path("timeline").toString())
        .contains("NOT_NOTIFIED", "only alarms wake people", "\"code\":\"QUIET_HOURS\"");
  }

  @Test
  void whatWaitedUntilPeopleGotUpIsToldThenIfItIsOpenStill() throws Throwable {
    quietFor("a-" + site, Duration.ofHours(1));
    Device other = deviceAtSite();
    for (Device one : List.of(device, other)) {
      one.sends(one.opened(SEEN));
      String id = one.incidentAt(SEEN).toString();
      engineer.decide(id, "severity", "{\"severity\":\"WARNING\"}");
      asIfNew(id);
      route();
    }
    engineer.decide(at(0), "acknowledgement", "{}");
    clock.putForward(Duration.ofHours(2));
    route();

    JsonNode answered = message(at(0));
    JsonNode told = message(other.incidentAt(SEEN).toString());

    assertThat(answered.path("suppressedBy").asText()).isEqualTo("ANSWERED");
    assertThat(told.path("state").asText()).isEqualTo("SUPPRESSED");
    assertThat(
            Rows.of(
                "select recipient from notification where id = cast(? as uuid)",
                told.path("digestId").asText()))
        .containsExactly("a-" + site);
  }

  @Test
  void whatBecomesAnAlarmWakesPeople() throws Throwable {
    quietFor("a-" + site, Duration.ofHours(1));
    device.sends(device.opened(SEEN));
    engineer.decide(at(0), "severity", "{\"severity\":\"WARNING\"}");
    asIfNew(at(0));
    assertThat(message(at(0)).path("state").asText()).isEqualTo("HELD");

    engineer.decide(at(0), "severity", "{\"severity\":\"ALARM\"}");

    assertThat(message(at(0)).path("state").asText()).isIn("PENDING", "SENT");
  }

  @Test
  void aPlanThatLacksSomethingIsRefusedWithTheReason() {
    Answer refused =
        engineer.create(
            "/api/v1/on-call/" + site,
            "{\"shifts\":[],\"standIns\":[],\"otherwise\":\"a\",\"escalation\":[]}");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().path("detail").asText()).contains("timezone is missing");
  }

  /** As if an earlier version had taken it. */
  @Test
  void aPlanThatCannotBeReadHoldsUpNobody() throws Throwable {
    plan("\"otherwise\":\"a-%s\"".formatted(site));
    Rows.of(
        "update on_call_plan set plan = '{\"shifts\":[],\"standIns\":[],\"escalation\":[]}' where site = ? returning site",
        site);
    Device elsewhere = Device.fresh();
    device.sends(device.opened(SEEN));
    elsewhere.sends(elsewhere.opened(SEEN));

    for (String incident : List.of(at(0), elsewhere.incidentAt(SEEN).toString())) {
      assertThat(message(incident).path("recipient").asText()).isEqualTo("engineer");
    }
    Rows.of("delete from on_call_plan where site = ? returning site", site);
  }

  @Test
  void aStormIsOneDigest() throws Throwable {
    plan("\"otherwise\":\"a-%s\"".formatted(site));
    List<String> incidents = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      Device other = deviceAtSite();
      other.sends(other.opened(SEEN));
      incidents.add(other.incidentAt(SEEN).toString());
    }
    assertThat(message(incidents.get(2)).path("state").asText()).isIn("PENDING", "SENT");
    assertThat(message(incidents.get(3)).path("state").asText()).isEqualTo("HELD");
    assertThat(message(incidents.get(4)).path("reason").asText())
        .contains("waits for the next digest");

    clock.putForward(Duration.ofMinutes(3));
    JsonNode held = message(incidents.get(4));

    assertThat(held.path("state").asText()).isEqualTo("SUPPRESSED");
    assertThat(held.path("suppressedBy").asText()).isEqualTo("STORM");
    assertThat(held.at("/reasonValues/held").asText()).isEqualTo("2");
    List<String> digest =
        Rows.of(
            "select text from notification where id = cast(? as uuid)",
            held.path("digestId").asText());
    assertThat(digest.getFirst())
        .contains("2 more alarms since", "2 x ALARM: bare head in Loading dock");
  }

  @Test
  void alarmsLeadADigestAndAreCounted() throws Throwable {
    String person = "a-" + site;
    plan("\"otherwise\":\"%s\"".formatted(person));
    for (int i = 0; i < 3; i++) {
      seenByAnother("gate", Severity.ALARM); // and now it is a storm
    }
    for (String zone : List.of("crane", "dock", "pit", "ramp", "roof", "stairs")) {
      seenByAnother(zone, Severity.WARNING);
      seenByAnother(zone, Severity.WARNING);
    }
    seenByAnother("yard", Severity.ALARM);

    clock.putForward(Duration.ofMinutes(3));
    route();

    assertThat(digest(person, "subject")).isEqualTo("13 more incidents, 1 of them an alarm");
    assertThat(digest(person, "text"))
        .contains(
            "UTC, 1 of them an alarm: 1 x ALARM: bare head in yard; 2 x WARNING: bare head in crane;",
            "and 2 other kinds");
  }

  @Test
  void aRepeatOfWhatNobodyWasToldOfIsToldOnce() throws Throwable {
    plan("\"otherwise\":\"a-%s\"".formatted(site));
    device.sends(device.opened(SEEN, "near", Severity.ALARM));
    route();
    device.sends(device.opened(SEEN, "far", Severity.ALARM));
    assertThat(messageOf(0, "far").path("suppressedBy").asText()).isEqualTo("COOLDOWN");
    clock.putForward(PAST_COOLDOWN);

    device.sends(device.opened(SEEN.plusSeconds(60), "far", Severity.ALARM));
    JsonNode told = messageOf(60, "far");
    clock.putForward(PAST_COOLDOWN.multipliedBy(2));
    device.sends(device.opened(SEEN.plusSeconds(120), "far", Severity.ALARM));

    assertThat(told.path("state").asText()).isIn("PENDING", "SENT");
    assertThat(messageOf(120, "far").path("suppressedBy").asText()).isEqualTo("REPEAT");
  }

  @Test
  void aRepeatOfWhatSomebodyAcknowledgedUntoldIsNotTold() throws Throwable {
    plan("\"otherwise\":\"a-%s\"".formatted(site));
    device.sends(device.opened(SEEN, "near", Severity.ALARM));
    route();
    device.sends(device.opened(SEEN, "far", Severity.ALARM));
    route();
    engineer.decide(device.incidentAt(SEEN, "far").toString(), "acknowledgement", "{}");
    clock.putForward(PAST_COOLDOWN);

    device.sends(device.opened(SEEN.plusSeconds(60), "far", Severity.ALARM));

    assertThat(messageOf(60, "far").path("reason").asText()).isEqualTo("acknowledged already");
  }

  @Test
  void aWarningThatWaitsSilencesNoAlarm() throws Throwable {
    quietFor("a-" + site, Duration.ofHours(1));
    device.sends(device.opened(SEEN, "near", Severity.WARNING));
    assertThat(messageOf(0, "near").path("state").asText()).isEqualTo("HELD");

    device.sends(device.opened(SEEN, "far", Severity.ALARM));
    device.sends(device.opened(SEEN, "yonder", Severity.WARNING));

    assertThat(messageOf(0, "far").path("state").asText()).isIn("PENDING", "SENT");
    assertThat(messageOf(0, "yonder").path("suppressedBy").asText()).isEqualTo("COOLDOWN");
  }

  @Test
  void whatBecomesAnAlarmIsToldThoughSomebodyAcknowledgedIt() throws Throwable {
    plan("\"otherwise\":\"a-%s\"".formatted(site));
    device.sends(device.opened(SEEN, "dock", Severity.WARNING));
    route();
    engineer.decide(at(0), "acknowledgement", "{}");

    device.sends(device.updated(device.incidentAt(SEEN), SEEN.plusSeconds(9), Severity.ALARM));
    device.sends(device.updated(device.incidentAt(SEEN), SEEN.plusSeconds(10), Severity.ALARM));

    assertThat(subjects(at(0)))
        .containsExactly("Now ALARM: bare head in dock", "WARNING: bare head in dock");
    assertThat(messages(at(0)).findValuesAsText("recipient")).containsOnly("a-" + site);
  }

  @Test
  void eachRiseIsToldOnceUnlessPeopleKnowOfIt() throws Throwable {
    plan("\"otherwise\":\"a-%1$s\",\"escalation\":[\"chief-%1$s\"]".formatted(site));
    device.sends(device.opened(SEEN, "dock", Severity.WARNING));
    route();
    becomes("ALARM");
    becomes("WARNING");
    becomes("ALARM");
    assertThat(subjects(at(0)))
        .containsExactly("Now ALARM: bare head in dock", "WARNING: bare head in dock");

    becomes("WARNING");
    clock.putForward(Duration.ofMinutes(31));
    EscalationRound.run();
    route();
    becomes("ALARM");

    assertThat(subjects(at(0)))
        .containsExactly(
            "Now ALARM: bare head in dock",
            "Nobody has acknowledged: WARNING: bare head in dock",
            "Now ALARM: bare head in dock",
            "WARNING: bare head in dock");
  }

  @Test
  void whoMakesItAnAlarmKnowsThatAlready() throws Throwable {
    plan("\"otherwise\":\"engineer\"");
    device.sends(device.opened(SEEN, "dock", Severity.WARNING));
    route();

    becomes("ALARM");

    assertThat(subjects(at(0))).containsExactly("WARNING: bare head in dock");
  }

  @Test
  void aRepeatThatBecomesAnAlarmIsToldOnce() throws Throwable {
    plan("\"otherwise\":\"a-%s\"".formatted(site));
    device.sends(device.opened(SEEN, "dock", Severity.WARNING));
    route();
    for (int seconds : new int[] {10, 20}) {
      Instant again = SEEN.plusSeconds(seconds);
      device.sends(device.opened(again, "dock", Severity.WARNING));
      device.sends(device.updated(device.incidentAt(again), again.plusSeconds(1), Severity.ALARM));
    }

    assertThat(subjects(at(10))).contains("Now ALARM: bare head in dock").hasSize(2);
    assertThat(message(at(20)).path("suppressedBy").asText()).isEqualTo("REPEAT");
  }

  @Test
  void anEscalationGoesToTheNextOne() throws Throwable {
    plan("\"otherwise\":\"a-%1$s\",\"escalation\":[\"chief-%1$s\",\"owner-%1$s\"]".formatted(site));
    device.sends(device.opened(SEEN));
    for (int minutes : new int[] {6, 12}) {
      clock.putForward(Duration.ofMinutes(minutes));
      EscalationRound.run();
    }

    List<String> told = new ArrayList<>();
    messages(at(0))
        .forEach(one -> told.add(one.path("kind").asText() + " " + one.path("recipient").asText()));
    assertThat(told)
        .containsExactlyInAnyOrder(
            "OPENED a-" + site, "ESCALATED chief-" + site, "ESCALATED owner-" + site);
    assertThat(messages(at(0)).get(0).path("subject").asText())
        .startsWith("Nobody has acknowledged: ALARM");
  }

  @Test
  void everybodyInTheListIsAskedInTurn() throws Throwable {
    List<String> list = List.of("ann", "bob", "cy", "dan", "eve");
    plan(
        "\"otherwise\":\"a-%s\",\"escalation\":[%s]"
            .formatted(site, "\"" + String.join("\",\"", list) + "\""));
    device.sends(device.opened(SEEN));
    for (int round = 1; round <= list.size() + 2; round++) {
      clock.putForward(Duration.ofMinutes(6L * round));
      EscalationRound.run();
    }

    List<String> told = new ArrayList<>(messages(at(0)).findValuesAsText("recipient"));
    assertThat(told.reversed()).containsExactly("a-" + site, "ann", "bob", "cy", "dan", "eve");
  }

  @Test
  void aPlanIsChangedByWhoSawTheNewest() {
    Answer made = plan("\"otherwise\":\"smith\"");
    Answer twice = plan("\"otherwise\":\"jones\"");
    Answer changed = put("If-Match", made.header("ETag"), "\"otherwise\":\"jones\"");
    Answer late = put("If-Match", made.header("ETag"), "\"otherwise\":\"late\"");
    Answer blind = put("X-None", "1", "\"otherwise\":\"late\"");
    Answer wrong = put("If-Match", changed.header("ETag"), "\"otherwise\":\"a b\"");

    assertThat(made.status()).isEqualTo(200);
    assertThat(made.json().path("now").asText()).isEqualTo("smith");
    assertThat(twice.status()).isEqualTo(412);
    assertThat(changed.json().path("now").asText()).isEqualTo("jones");
    assertThat(late.status()).isEqualTo(412);
    assertThat(blind.status()).isEqualTo(428);
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(engineer.get("/api/v1/on-call/" + site).json().path("now").asText())
        .isEqualTo("jones");
  }

  @Test
  void telephoneNumbersAreForThoseWhoNeedThem() {
    Person admin = Person.named("admin");
    Answer noted =
        reach(admin, "If-None-Match", "*", "\"phone\":\"+4930123456\",\"email\":\"p@example.org\"");
    Answer wrong = reach(admin, "If-Match", noted.header("ETag"), "\"phone\":\"030 12\"");
    Answer others = reach(engineer, "If-Match", noted.header("ETag"), "\"phone\":\"+4930999999\"");

    assertThat(noted.json().path("phone").asText()).isEqualTo("+4930123456");
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(others.code()).isEqualTo("contact-unknown");
    assertThat(Person.auditor().get("/api/v1/contacts").status()).isEqualTo(403);
    assertThat(admin.get("/api/v1/contacts").text()).contains("p@example.org", "+4930123456");
    assertThat(engineer.get("/api/v1/contacts").text())
        .contains("{\"person\":\"p-%s\",\"isReached\":true}".formatted(site))
        .doesNotContain("p@example.org", "+4930123456");
  }

  private Answer reach(Person by, String header, String value, String parts) {
    return by.put("/api/v1/contacts/p-" + site, "{%s}".formatted(parts), header, value);
  }

  /** It has been quiet for as long, and will be. */
  private void quietFor(String person, Duration before) {
    LocalTime wall = LocalTime.ofInstant(clock.instant(), ZoneOffset.UTC).withNano(0);
    plan(
        "\"otherwise\":\"%s\",\"quietHours\":{\"from\":\"%s\",\"to\":\"%s\"}"
            .formatted(person, wall.minus(before), wall.plus(before)));
  }

  private void assertSuppressed(Instant seen, String code, String reason) throws Throwable {
    String incident = device.incidentAt(seen).toString();
    JsonNode message = message(incident);
    assertThat(message.path("state").asText()).isEqualTo("SUPPRESSED");
    assertThat(message.path("suppressedBy").asText()).isEqualTo(code);
    assertThat(message.path("reason").asText()).contains(reason);
    assertThat(engineer.incident(incident).path("timeline").findValuesAsText("kind"))
        .contains("NOT_NOTIFIED");
  }

  /** As if a process had died between writing the message and routing it. */
  private void asIfNew(String incident) throws Throwable {
    route();
    String handedOver =
        "select id from notification where state <> 'PENDING' and incident_id = cast(? as uuid)";
    for (int look = 0; Rows.of(handedOver, incident).isEmpty(); look++) {
      assertThat(look).as("looks until it was handed over").isLessThan(MOST_LOOKS);
    }
    Rows.of(
        "update notification set state = 'NEW' where incident_id = cast(? as uuid) returning id",
        incident);
  }

  private String at(int seconds) {
    return device.incidentAt(SEEN.plusSeconds(seconds)).toString();
  }

  private JsonNode message(String incident) throws Throwable {
    JsonNode items = messages(incident);
    assertThat(items).hasSize(1);
    return items.get(0);
  }

  private JsonNode messageOf(int seconds, String zone) throws Throwable {
    return message(device.incidentAt(SEEN.plusSeconds(seconds), zone).toString());
  }

  private List<String> subjects(String incident) throws Throwable {
    return messages(incident).findValuesAsText("subject");
  }

  private void becomes(String severity) throws Throwable {
    engineer.decide(at(0), "severity", "{\"severity\":\"%s\"}".formatted(severity));
    route();
  }

  private void seenByAnother(String zone, Severity severity) throws Throwable {
    Device other = deviceAtSite();
    other.sends(other.opened(SEEN, zone, severity));
    route();
  }

  private static String digest(String person, String column) {
    return Rows.of(
            "select %s from notification where kind = 'DIGEST' and recipient = ?".formatted(column),
            person)
        .getFirst();
  }

  private JsonNode messages(String incident) throws Throwable {
    route();
    return engineer.get("/api/v1/notifications?incident=" + incident).json().path("items");
  }

  private void route() throws Throwable {
    VertxContextSupport.subscribeAndAwait(routing::route);
  }

  private Device deviceAtSite() {
    Device fresh = Device.fresh();
    Rows.of("insert into device_site values (?, ?) returning device", fresh.name(), site);
    return fresh;
  }

  private Answer plan(String parts) {
    return put("If-None-Match", "*", parts);
  }

  private Answer put(String header, String value, String parts) {
    String rest = parts.contains("escalation") ? "" : ",\"escalation\":[]";
    return engineer.put(
        "/api/v1/on-call/" + site,
        "{\"timezone\":\"UTC\",\"shifts\":[],\"standIns\":[],%s%s}".formatted(parts, rest),
        header,
        value);
  }
}
