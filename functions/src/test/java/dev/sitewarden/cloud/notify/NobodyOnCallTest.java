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
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What falls into a gap of a plan is told to somebody all the same, and that it did is seen. */
@QuarkusTest
@QuarkusTestResource(
    value = EmbeddedCloud.class,
    restrictToAnnotatedClass = true,
    initArgs = {
      @ResourceArg(name = "cloud.notify.storm-size", value = "1"),
      @ResourceArg(name = "cloud.notify.webhook.desk.url", value = "https://127.0.0.1:9/"),
      @ResourceArg(name = "cloud.notify.webhook.desk.secret", value = "a-secret-of-16-or-more"),
      @ResourceArg(name = "cloud.notify.webhook.desk.sites", value = NobodyOnCallTest.HOOKED),
      @ResourceArg(name = "cloud.notify.email-waits", value = "9h"), // nothing is handed over
      @ResourceArg(
          name = "cloud.azure.communication.connection-string",
          value = "endpoint=https://127.0.0.1:9/;accesskey=YSBrZXk="),
      @ResourceArg(name = "cloud.azure.communication.sms-from", value = "+15551234567"),
      @ResourceArg(name = "cloud.azure.communication.email-from", value = "alarm@example.org")
    })
final class NobodyOnCallTest {
  static final String HOOKED = "hooked-yard";
  private static final Instant SEEN = Instant.parse("2026-11-20T10:00:00Z");

  @Inject Routing routing;
  @Inject TestClock clock;

  private final Person admin = Person.named("admin");
  private final List<String> grants = new ArrayList<>();
  private final String site = "site-" + UUID.randomUUID().toString().substring(0, 8);
  private final Device device = deviceAtSite();

  @AfterEach
  void now() {
    clock.reset();
    for (String grant : grants) {
      admin.send("DELETE", "/api/v1/grants/" + grant, BodyPublishers.noBody());
    }
  }

  @Test
  void theNextEscalationIsToldAtOnce() throws Throwable {
    plan("\"escalation\":[\"chief-%1$s\",\"owner-%1$s\"]".formatted(site));

    device.sends(device.opened(SEEN));

    assertThat(messages(device)).containsExactly("- SUPPRESSED -", "chief-" + site + " - page");
    assertThat(reason(device))
        .matches(
            "nobody is on call at %1$s at \\S+Z, and nobody is named otherwise; told instead: chief-%1$s"
                .formatted(site));
    assertThat(admin.incident(id(device)).path("timeline").toString())
        .contains("NOT_NOTIFIED", "told instead: chief-" + site);
  }

  @Test
  void withoutOneWhoeverDecidesAtTheSiteIsMailed() throws Throwable {
    plan("\"escalation\":[]");
    decides("ann", "site-engineer", "\"site\":\"%s\"".formatted(site));
    decides("bob", "admin", "\"everywhere\":true");
    decides("cy", "site-engineer", "\"site\":\"elsewhere\"");
    decides("dan", "auditor", "\"site\":\"%s\"".formatted(site));
    decides("eve", "site-engineer", "\"cameras\":[\"%s/gate\"]".formatted(device.name()));
    grant("fay", "site-engineer", "\"site\":\"%s\"".formatted(site));

    device.sends(device.opened(SEEN));

    assertThat(messages(device))
        .containsExactly(
            "- SUPPRESSED -", "ann-" + site + " PENDING email", "bob-" + site + " PENDING email");
    assertThat(reason(device)).endsWith("; told 2 who decide there, by e-mail");
  }

  @Test
  void withNobodyAtAllItGoesWhereItGoesWithoutAPlan() throws Throwable {
    plan("\"escalation\":[]");

    device.sends(device.opened(SEEN));

    assertThat(messages(device)).hasSize(2).last().asString().startsWith("engineer ");
    assertThat(reason(device)).endsWith("told instead: engineer");
  }

  @Test
  void whatNobodyAcknowledgesIsMailedAgain() throws Throwable {
    plan("\"escalation\":[]");
    decides("ann", "site-engineer", "\"site\":\"%s\"".formatted(site));
    device.sends(device.opened(SEEN));
    route();
    clock.putForward(Duration.ofMinutes(11));

    EscalationRound.run();

    assertThat(messages(device))
        .containsExactly(
            "- SUPPRESSED -",
            "- SUPPRESSED -",
            "ann-" + site + " PENDING email",
            "ann-" + site + " PENDING email");
  }

  @Test
  void atNightAWarningWaitsForTheNextEscalationAndIsInAMailboxAtOnce() throws Throwable {
    LocalTime wall = LocalTime.ofInstant(clock.instant(), ZoneOffset.UTC).withNano(0);
    String quiet =
        ",\"quietHours\":{\"from\":\"%s\",\"to\":\"%s\"}"
            .formatted(wall.minusHours(1), wall.plusHours(1));
    Answer made = plan("\"escalation\":[\"chief-%s\"]%s".formatted(site, quiet));
    warns(device);
    assertThat(messages(device)).containsExactly("- SUPPRESSED -", "chief-" + site + " HELD -");

    Device other = deviceAtSite();
    put("If-Match", made.header("ETag"), "\"escalation\":[]" + quiet);
    decides("ann", "site-engineer", "\"site\":\"%s\"".formatted(site));
    warns(other);

    assertThat(messages(other)).containsExactly("- SUPPRESSED -", "ann-" + site + " PENDING email");
  }

  @Test
  void aFloodIsOneEmailMoreAndNoTextMessage() throws Throwable {
    plan("\"escalation\":[]");
    decides("ann", "site-engineer", "\"site\":\"%s\"".formatted(site));
    device.sends(device.opened(SEEN));
    route();
    Device other = deviceAtSite();
    other.sends(other.opened(SEEN));
    assertThat(messages(other)).containsExactly("- SUPPRESSED -", "ann-" + site + " HELD email");

    clock.putForward(Duration.ofMinutes(3));
    route();

    assertThat(digests("ann-" + site)).containsExactly("email 1 more alarm");
  }

  @Test
  void whatIsMailedInsteadHoldsBackNoAlarmOfOnesOwn() throws Throwable {
    Answer made = plan("\"escalation\":[]");
    decides("ann", "site-engineer", "\"site\":\"%s\"".formatted(site));
    device.sends(device.opened(SEEN));
    route();
    put(
        "If-Match",
        made.header("ETag"),
        "\"escalation\":[],\"otherwise\":\"ann-%s\"".formatted(site));
    Device other = deviceAtSite();

    other.sends(other.opened(SEEN));

    route();
    assertThat(
            Rows.of(
                "select channel from notification where incident_id = cast(? as uuid)"
                    + " and state <> 'HELD' order by 1",
                id(other)))
        .containsExactly("email", "sms");
  }

  @Test
  void whatBecomesAnAlarmIsToldToWhoeverIsOnCallUntilQuietHoursEnd() throws Throwable {
    Instant now = clock.instant();
    LocalTime wall = LocalTime.ofInstant(now, ZoneOffset.UTC).withNano(0);
    Answer made = plan("\"escalation\":[]");
    decides("ann", "site-engineer", "\"site\":\"%s\"".formatted(site));
    device.sends(device.opened(SEEN));
    route();
    put(
        "If-Match",
        made.header("ETag"),
        """
        "escalation":[],"quietHours":{"from":"%s","to":"%s"},
        "standIns":[{"from":"%s","to":"%s","person":"smith"}]
        """
            .formatted(
                wall.minusHours(1),
                wall.plusHours(1),
                now.minus(Duration.ofHours(1)),
                now.plus(Duration.ofMinutes(30))));
    asIfWarned(device);
    assertThat(messages(device))
        .containsExactly("- SUPPRESSED -", "ann-" + site + " PENDING email");

    admin.decide(id(device), "severity", "{\"severity\":\"ALARM\"}");

    assertThat(messages(device)).containsExactly("ann-" + site + " PENDING email", "smith - page");
  }

  @Test
  void anAlarmThatFoundNobodyIsNotMailedAgainForNews() throws Throwable {
    plan("\"escalation\":[]");
    decides("ann", "site-engineer", "\"site\":\"%s\"".formatted(site));
    device.sends(device.opened(SEEN));
    route();

    admin.decide(id(device), "severity", "{\"severity\":\"WARNING\"}");
    admin.decide(id(device), "severity", "{\"severity\":\"ALARM\"}");

    assertThat(messages(device))
        .containsExactly("- SUPPRESSED -", "ann-" + site + " PENDING email");
  }

  @Test
  void whatADeviceSawThatStandsThereNoLongerIsMailedToWhoDecidesEverywhere() throws Throwable {
    plan("\"escalation\":[]");
    decides("ann", "site-engineer", "\"site\":\"%s\"".formatted(site));
    decides("bob", "admin", "\"everywhere\":true");
    device.sends(device.opened(SEEN));
    route();
    Rows.of(
        "update device_site set site = 'elsewhere' where device = ? returning device",
        device.name());
    Rows.of(
        "delete from notification where incident_id = cast(? as uuid)"
            + " and state <> 'SUPPRESSED' and told_instead returning id",
        id(device));
    Rows.of(
        "update notification set state = 'NEW' where incident_id = cast(? as uuid) returning id",
        id(device));

    assertThat(messages(device))
        .containsExactly("- SUPPRESSED -", "bob-" + site + " PENDING email");
  }

  @Test
  void atMostFiveAreMailed() throws Throwable {
    plan("\"escalation\":[]");
    for (String name : List.of("a", "b", "c", "d", "e", "f")) {
      decides(name, "site-engineer", "\"site\":\"%s\"".formatted(site));
    }

    device.sends(device.opened(SEEN));

    assertThat(messages(device)).hasSize(6).noneMatch(one -> one.startsWith("f-"));
  }

  @Test
  void otherSystemsAreToldOfEachIncidentOnceWhateverMailboxesWaitFor() throws Throwable {
    Answer made = put(HOOKED, "If-None-Match", "*", "\"escalation\":[]");
    decides("ann", "site-engineer", "\"site\":\"%s\"".formatted(HOOKED));
    decides("bob", "site-engineer", "\"site\":\"%s\"".formatted(HOOKED));
    Device first = deviceAt(HOOKED);
    Device second = deviceAt(HOOKED);
    first.sends(first.opened(SEEN));
    route();
    second.sends(second.opened(SEEN));
    route();
    clock.putForward(Duration.ofMinutes(3));
    route();

    assertThat(made.status()).isEqualTo(200);
    assertThat(
            Rows.of(
                "select kind || ' ' || coalesce(cast(incident_id as text), '-') from notification"
                    + " where channel = 'webhook:desk'"))
        .containsExactlyInAnyOrder("OPENED " + id(first), "OPENED " + id(second));
    assertThat(digests("ann-" + site)).containsExactly("email 1 more alarm");
  }

  @Test
  void theGapsOfTheNextWeekAreShownByTheClockAtTheSite() {
    JsonNode always = plan("\"escalation\":[]").json();
    JsonNode never = put("If-Match", "\"0\"", "\"escalation\":[],\"otherwise\":\"smith\"").json();
    JsonNode nights =
        put(
                "If-Match",
                "\"1\"",
                "\"escalation\":[],\"shifts\":[{\"days\":[\"MONDAY\",\"TUESDAY\",\"WEDNESDAY\","
                    + "\"THURSDAY\",\"FRIDAY\",\"SATURDAY\",\"SUNDAY\"],\"from\":\"06:00\","
                    + "\"to\":\"22:00\",\"person\":\"smith\"}]")
            .json();

    assertThat(always.path("gaps")).hasSize(1);
    assertThat(always.at("/gaps/0/to").isNull()).isTrue();
    assertThat(never.path("gaps")).isEmpty();
    assertThat(nights.path("gaps").size()).isBetween(7, 8);
    assertThat(nights.at("/gaps/1/from").asText()).endsWith("T22:00:00Z");
    assertThat(nights.at("/gaps/1/to").asText()).endsWith("T06:00:00Z");
  }

  @Test
  void whoIsToldInAGapIsShownAndNamedToWhoPlans() {
    JsonNode nobody = plan("\"escalation\":[]").json().path("instead");
    decides("ann", "site-engineer", "\"site\":\"%s\"".formatted(site));
    decides("bob", "site-engineer", "\"site\":\"%s\"".formatted(site));
    JsonNode planner = admin.get("/api/v1/on-call/" + site).json().path("instead");
    JsonNode reader = Person.auditor().get("/api/v1/on-call/" + site).json().path("instead");
    JsonNode chief =
        put("If-Match", "\"0\"", "\"escalation\":[\"chief\",\"owner\"]").json().path("instead");

    assertThat(nobody.toString())
        .isEqualTo("{\"people\":[\"engineer\"],\"count\":1,\"isMailed\":false}");
    assertThat(planner.toString())
        .isEqualTo(
            "{\"people\":[\"ann-%1$s\",\"bob-%1$s\"],\"count\":2,\"isMailed\":true}"
                .formatted(site));
    assertThat(reader.toString()).isEqualTo("{\"people\":[],\"count\":2,\"isMailed\":true}");
    assertThat(chief.toString())
        .isEqualTo("{\"people\":[\"chief\"],\"count\":1,\"isMailed\":false}");
  }

  /** As if the device had called it a warning. */
  private void warns(Device one) throws Throwable {
    one.sends(one.opened(SEEN));
    route();
    asIfWarned(one);
  }

  private static void asIfWarned(Device one) {
    Rows.of(
        "update incident set severity = 'WARNING' where id = cast(? as uuid) returning id",
        id(one));
    Rows.of(
        "delete from notification where incident_id = cast(? as uuid) and state <> 'SUPPRESSED'"
            + " returning id",
        id(one));
    Rows.of(
        "update notification set state = 'NEW' where incident_id = cast(? as uuid) returning id",
        id(one));
  }

  private void decides(String name, String role, String place) {
    Answer noted =
        admin.create(
            "/api/v1/contacts/%s-%s".formatted(name, site),
            "{\"phone\":\"+4930123456\",\"email\":\"%s@example.org\"}".formatted(name));
    assertThat(noted.status()).isEqualTo(200);
    grant(name, role, place);
  }

  private void grant(String name, String role, String place) {
    grants.add(
        admin
            .post(
                "/api/v1/grants",
                "{\"person\":\"%s-%s\",\"role\":\"%s\",%s}".formatted(name, site, role, place))
            .json()
            .path("id")
            .asText());
  }

  /** Recipient, state (of what is sent to nobody's mailbox none, as it changes) and channel. */
  private List<String> messages(Device one) throws Throwable {
    return StreamSupport.stream(items(one).spliterator(), false)
        .map(
            item -> {
              String state = item.path("state").asText();
              String channel = item.path("channel").asText("-");
              return "%s %s %s"
                  .formatted(
                      item.path("recipient").asText("-"),
                      channel.equals("page") ? "-" : state,
                      channel);
            })
        .sorted()
        .toList();
  }

  private String reason(Device one) throws Throwable {
    for (JsonNode item : items(one)) {
      if (item.path("suppressedBy").asText().equals("NOBODY")) {
        return item.path("reason").asText();
      }
    }
    throw new AssertionError(items(one).toString());
  }

  private JsonNode items(Device one) throws Throwable {
    route();
    return admin.get("/api/v1/notifications?incident=" + id(one)).json().path("items");
  }

  private void route() throws Throwable {
    VertxContextSupport.subscribeAndAwait(routing::route);
  }

  private static List<String> digests(String person) {
    return Rows.of(
        "select channel || ' ' || subject from notification where kind = 'DIGEST'"
            + " and recipient = ?",
        person);
  }

  private static String id(Device one) {
    return one.incidentAt(SEEN).toString();
  }

  private Device deviceAtSite() {
    return deviceAt(site);
  }

  private static Device deviceAt(String place) {
    Device fresh = Device.fresh();
    Rows.of("insert into device_site values (?, ?) returning device", fresh.name(), place);
    return fresh;
  }

  private Answer plan(String parts) {
    return put("If-None-Match", "*", parts);
  }

  private Answer put(String header, String value, String parts) {
    return put(site, header, value, parts);
  }

  private Answer put(String place, String header, String value, String parts) {
    String shifts = parts.contains("shifts") ? "" : "\"shifts\":[],";
    String standIns = parts.contains("standIns") ? "" : "\"standIns\":[],";
    Answer answer =
        admin.put(
            "/api/v1/on-call/" + place,
            "{\"timezone\":\"UTC\",%s%s%s}".formatted(shifts, standIns, parts),
            header,
            value);
    assertThat(answer.status()).isEqualTo(200);
    return answer;
  }
}
