package dev.sitewarden.cloud.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sitewarden.cloud.Device;
import dev.sitewarden.cloud.Plans;
import dev.sitewarden.cloud.Rows;
import dev.sitewarden.cloud.app.EmbeddedCloud;
import dev.sitewarden.cloud.incident.EscalationRound;
import dev.sitewarden.domain.site.Severity;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who is told, who is not, and that the reason stands where people look for it. */
@QuarkusTest
@QuarkusTestResource(
    value = EmbeddedCloud.class,
    restrictToAnnotatedClass = true,
    initArgs = @ResourceArg(name = "cloud.incident.merge-within", value = "2m"))
final class RoutingTest extends RoutingScene {
  private static final Duration PAST_COOLDOWN = Duration.ofSeconds(61);

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
    Plans.forget(site);
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

  private void assertSuppressed(Instant seen, String code, String reason) throws Throwable {
    String incident = device.incidentAt(seen).toString();
    JsonNode message = message(incident);
    assertThat(message.path("state").asText()).isEqualTo("SUPPRESSED");
    assertThat(message.path("suppressedBy").asText()).isEqualTo(code);
    assertThat(message.path("reason").asText()).contains(reason);
    assertThat(engineer.incident(incident).path("timeline").findValuesAsText("kind"))
        .contains("NOT_NOTIFIED");
  }
}
