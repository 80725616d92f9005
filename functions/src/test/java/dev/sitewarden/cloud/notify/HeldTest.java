package dev.sitewarden.cloud.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sitewarden.cloud.Device;
import dev.sitewarden.cloud.Rows;
import dev.sitewarden.cloud.app.EmbeddedCloud;
import dev.sitewarden.domain.site.Severity;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What waits until people get up, or until the digest of a storm, and what becomes of it then. */
@QuarkusTest
@QuarkusTestResource(
    value = EmbeddedCloud.class,
    restrictToAnnotatedClass = true,
    initArgs = @ResourceArg(name = "cloud.notify.storm-size", value = "3"))
final class HeldTest extends RoutingScene {
  @Test
  void quietHoursAreForAlarmsOnly() throws Throwable {
    quietFor("a-" + site);
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
    quietFor("a-" + site);
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
}
