package dev.sitewarden.cloud.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.cloud.app.EmbeddedCloud;
import dev.sitewarden.cloud.incident.EscalationRound;
import dev.sitewarden.domain.site.Severity;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes an alarm is told as one, once, whatever was told or kept back before. */
@QuarkusTest
@QuarkusTestResource(
    value = EmbeddedCloud.class,
    restrictToAnnotatedClass = true,
    initArgs = @ResourceArg(name = "cloud.incident.merge-within", value = "2m"))
final class RiseTest extends RoutingScene {
  @Test
  void whatBecomesAnAlarmWakesPeople() throws Throwable {
    quietFor("a-" + site);
    device.sends(device.opened(SEEN));
    engineer.decide(at(0), "severity", "{\"severity\":\"WARNING\"}");
    asIfNew(at(0));
    assertThat(message(at(0)).path("state").asText()).isEqualTo("HELD");

    engineer.decide(at(0), "severity", "{\"severity\":\"ALARM\"}");

    assertThat(message(at(0)).path("state").asText()).isIn("PENDING", "SENT");
  }

  @Test
  void aWarningThatWaitsSilencesNoAlarm() throws Throwable {
    quietFor("a-" + site);
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

  private List<String> subjects(String incident) throws Throwable {
    return messages(incident).findValuesAsText("subject");
  }

  private void becomes(String severity) throws Throwable {
    engineer.decide(at(0), "severity", "{\"severity\":\"%s\"}".formatted(severity));
    route();
  }
}
