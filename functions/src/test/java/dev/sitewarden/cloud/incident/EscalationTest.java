package dev.sitewarden.cloud.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.cloud.Device;
import dev.sitewarden.cloud.Person;
import dev.sitewarden.cloud.TestClock;
import dev.sitewarden.cloud.app.EmbeddedCloud;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What nobody acknowledges is escalated, a few times and not too early. */
@QuarkusTest
@QuarkusTestResource(
    value = EmbeddedCloud.class,
    restrictToAnnotatedClass = true, // a round escalates a hundred: others' incidents come first
    initArgs = @ResourceArg(name = "cloud.incident.site", value = "yard"))
final class EscalationTest {
  private static final Instant SEEN = Instant.parse("2026-11-20T10:00:00Z");

  @Inject Escalations escalations;
  @Inject TestClock clock;

  private final Device device = Device.fresh();
  private final String incident = device.incidentAt(SEEN).toString();
  private final Person engineer = Person.engineer();

  @BeforeEach
  void anAlarmIsOpen() {
    device.sends(device.opened(SEEN));
  }

  @AfterEach
  void now() {
    clock.reset();
  }

  @Test
  void anAlarmWaitsFiveMinutesEachTimeAndThreeTimesAtMost() throws Throwable {
    afterMinutes(4);
    assertThat(escalated()).isEmpty();
    afterMinutes(6);
    afterMinutes(7);
    assertThat(escalated()).containsExactly("level 1: nobody acknowledged in 6 min");
    afterMinutes(12);
    afterMinutes(18);
    afterMinutes(90);
    assertThat(escalated()).hasSize(3);
    assertThat(engineer.incident(incident).path("escalations").asInt()).isEqualTo(3);
    assertThat(engineer.incident(incident).path("state").asText()).isEqualTo("OPEN");
  }

  @Test
  void whatSomebodyAcknowledgedIsLeftAlone() throws Throwable {
    engineer.decide(incident, "acknowledgement", "{}");

    afterMinutes(60);

    assertThat(escalated()).isEmpty();
  }

  @Test
  void aWarningWaitsLongerAndInformationForEver() throws Throwable {
    engineer.decide(incident, "severity", "{\"severity\":\"WARNING\"}");
    afterMinutes(29);
    assertThat(escalated()).isEmpty();
    afterMinutes(31);
    assertThat(escalated()).hasSize(1);
    engineer.decide(incident, "severity", "{\"severity\":\"INFO\"}");
    afterMinutes(600);
    assertThat(escalated()).hasSize(1);
  }

  @Test
  void anEscalationDoesNotRefuseWhatAPersonIsJustDeciding() throws Throwable {
    String seen = engineer.version(incident);
    afterMinutes(6);

    var answer =
        engineer.post("/api/v1/incidents/" + incident + "/acknowledgement", "{}", "If-Match", seen);

    assertThat(answer.status()).isEqualTo(200);
  }

  private void afterMinutes(int minutes) throws Throwable {
    clock.putForward(Duration.ofMinutes(minutes));
    VertxContextSupport.subscribeAndAwait(escalations::run);
  }

  private List<String> escalated() {
    return engineer.incident(incident).path("timeline").findValues("text").stream()
        .map(text -> text.asText())
        .filter(text -> text.startsWith("level "))
        .toList();
  }
}
