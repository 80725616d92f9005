package dev.sitewarden.cloud.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sitewarden.cloud.Answer;
import dev.sitewarden.cloud.Device;
import dev.sitewarden.cloud.Plans;
import dev.sitewarden.cloud.Rows;
import dev.sitewarden.cloud.app.EmbeddedCloud;
import dev.sitewarden.cloud.incident.EscalationRound;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
      @ResourceArg(name = "cloud.azure.communication.sms-from", value = "+15551234567")
    })
@QuarkusTestResource(value = MailWaits.class, restrictToAnnotatedClass = true)
final class NobodyOnCallTest extends RoutingScene {
  static final String HOOKED = "hooked-yard";

  private final Team team = new Team(site);

  @AfterEach
  void leave() {
    team.leaves();
  }

  @Test
  void theNextEscalationIsToldAtOnce() throws Throwable {
    plan("\"escalation\":[\"chief-%1$s\",\"owner-%1$s\"]".formatted(site));

    device.sends(device.opened(SEEN));

    assertThat(lines(device)).containsExactly("- SUPPRESSED -", "chief-" + site + " - page");
    assertThat(reason(device))
        .matches(
            "nobody is on call at %1$s at \\S+Z, and nobody is named otherwise; told instead: chief-%1$s"
                .formatted(site));
    assertThat(engineer.incident(id(device)).path("timeline").toString())
        .contains("NOT_NOTIFIED", "told instead: chief-" + site);
  }

  @Test
  void withoutOneWhoeverDecidesAtTheSiteIsMailed() throws Throwable {
    plan("\"escalation\":[]");
    team.decides("ann");
    team.joins("bob", "admin", "\"everywhere\":true");
    team.decides("cy", "elsewhere");
    team.joins("dan", "auditor", "\"site\":\"%s\"".formatted(site));
    team.joins("eve", "site-engineer", "\"cameras\":[\"%s/gate\"]".formatted(device.name()));
    team.isGranted("fay", "site-engineer", "\"site\":\"%s\"".formatted(site));

    device.sends(device.opened(SEEN));

    assertThat(lines(device))
        .containsExactly(
            "- SUPPRESSED -", "ann-" + site + " PENDING email", "bob-" + site + " PENDING email");
    assertThat(reason(device)).endsWith("; told 2 who decide there, by e-mail");
  }

  @Test
  void withNobodyAtAllItGoesWhereItGoesWithoutAPlan() throws Throwable {
    plan("\"escalation\":[]");

    device.sends(device.opened(SEEN));

    assertThat(lines(device)).hasSize(2).last().asString().startsWith("engineer ");
    assertThat(reason(device)).endsWith("told instead: engineer");
  }

  @Test
  void whatNobodyAcknowledgesIsMailedAgain() throws Throwable {
    plan("\"escalation\":[]");
    team.decides("ann");
    device.sends(device.opened(SEEN));
    route();
    clock.putForward(Duration.ofMinutes(11));

    EscalationRound.run();

    assertThat(lines(device))
        .containsExactly(
            "- SUPPRESSED -",
            "- SUPPRESSED -",
            "ann-" + site + " PENDING email",
            "ann-" + site + " PENDING email");
  }

  @Test
  void atNightAWarningWaitsForTheNextEscalationAndIsInAMailboxAtOnce() throws Throwable {
    String quiet = "," + Plans.quietAround(clock.instant());
    Answer made = plan("\"escalation\":[\"chief-%s\"]%s".formatted(site, quiet));
    warns(device);
    assertThat(lines(device)).containsExactly("- SUPPRESSED -", "chief-" + site + " HELD -");

    Device other = deviceAtSite();
    plan(made, "\"escalation\":[]" + quiet);
    team.decides("ann");
    warns(other);

    assertThat(lines(other)).containsExactly("- SUPPRESSED -", "ann-" + site + " PENDING email");
  }

  @Test
  void aFloodIsOneEmailMoreAndNoTextMessage() throws Throwable {
    plan("\"escalation\":[]");
    team.decides("ann");
    device.sends(device.opened(SEEN));
    route();
    Device other = deviceAtSite();
    other.sends(other.opened(SEEN));
    assertThat(lines(other)).containsExactly("- SUPPRESSED -", "ann-" + site + " HELD email");

    clock.putForward(Duration.ofMinutes(3));
    route();

    assertThat(digests("ann-" + site)).containsExactly("email 1 more alarm");
  }

  @Test
  void whatIsMailedInsteadHoldsBackNoAlarmOfOnesOwn() throws Throwable {
    Answer made = plan("\"escalation\":[]");
    team.decides("ann");
    device.sends(device.opened(SEEN));
    route();
    plan(made, "\"escalation\":[],\"otherwise\":\"ann-%s\"".formatted(site));
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
    Answer made = plan("\"escalation\":[]");
    team.decides("ann");
    device.sends(device.opened(SEEN));
    route();
    plan(
        made,
        """
        "escalation":[],%s,
        "standIns":[{"from":"%s","to":"%s","person":"smith"}]
        """
            .formatted(
                Plans.quietAround(now),
                now.minus(Duration.ofHours(1)),
                now.plus(Duration.ofMinutes(30))));
    asIfWarned(device);
    assertThat(lines(device)).containsExactly("- SUPPRESSED -", "ann-" + site + " PENDING email");

    engineer.decide(id(device), "severity", "{\"severity\":\"ALARM\"}");

    assertThat(lines(device)).containsExactly("ann-" + site + " PENDING email", "smith - page");
  }

  @Test
  void anAlarmThatFoundNobodyIsNotMailedAgainForNews() throws Throwable {
    plan("\"escalation\":[]");
    team.decides("ann");
    device.sends(device.opened(SEEN));
    route();

    engineer.decide(id(device), "severity", "{\"severity\":\"WARNING\"}");
    engineer.decide(id(device), "severity", "{\"severity\":\"ALARM\"}");

    assertThat(lines(device)).containsExactly("- SUPPRESSED -", "ann-" + site + " PENDING email");
  }

  @Test
  void whatADeviceSawThatStandsThereNoLongerIsMailedToWhoDecidesEverywhere() throws Throwable {
    plan("\"escalation\":[]");
    team.decides("ann");
    team.joins("bob", "admin", "\"everywhere\":true");
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

    assertThat(lines(device)).containsExactly("- SUPPRESSED -", "bob-" + site + " PENDING email");
  }

  @Test
  void atMostFiveAreMailed() throws Throwable {
    plan("\"escalation\":[]");
    for (String name : List.of("a", "b", "c", "d", "e", "f")) {
      team.decides(name);
    }

    device.sends(device.opened(SEEN));

    assertThat(lines(device)).hasSize(6).noneMatch(one -> one.startsWith("f-"));
  }

  @Test
  void otherSystemsAreToldOfEachIncidentOnceWhateverMailboxesWaitFor() throws Throwable {
    Answer made = Plans.first(engineer, HOOKED, "\"escalation\":[]");
    team.decides("ann", HOOKED);
    team.decides("bob", HOOKED);
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

  /** Recipient, state (of what is sent to nobody's mailbox none, as it changes) and channel. */
  private List<String> lines(Device one) throws Throwable {
    return StreamSupport.stream(messages(id(one)).spliterator(), false)
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
    for (JsonNode item : messages(id(one))) {
      if (item.path("suppressedBy").asText().equals("NOBODY")) {
        return item.path("reason").asText();
      }
    }
    throw new AssertionError(messages(id(one)).toString());
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
}
