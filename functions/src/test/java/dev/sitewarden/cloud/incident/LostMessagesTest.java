package dev.sitewarden.cloud.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.cloud.Device;
import dev.sitewarden.cloud.Person;
import dev.sitewarden.cloud.Rows;
import dev.sitewarden.cloud.TestClock;
import dev.sitewarden.cloud.app.EmbeddedCloud;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A message whose incident never comes does not wait for ever, and is not lost either. */
@QuarkusTest
@QuarkusTestResource(
    value = EmbeddedCloud.class,
    restrictToAnnotatedClass = true,
    initArgs = @ResourceArg(name = "cloud.chore.often", value = "1h"))
final class LostMessagesTest {
  private static final Instant SEEN = Instant.parse("2026-11-20T10:00:00Z");
  private static final Instant ENDED = SEEN.plusSeconds(5);

  @Inject LostMessages lost;
  @Inject TestClock clock;

  private final Device device = Device.fresh();
  private final Person iot = Person.named("iot");

  @AfterEach
  void now() {
    clock.reset();
  }

  @Test
  void itBecomesADeadLetterAndPlayedAgainItWaitsAgain() throws Throwable {
    device.sends(device.closed(SEEN, ENDED));
    VertxContextSupport.subscribeAndAwait(lost::run);
    assertThat(rows("early_message")).isEqualTo(1);

    clock.putForward(Duration.ofDays(9));
    VertxContextSupport.subscribeAndAwait(lost::run);

    assertThat(rows("early_message")).isZero();
    assertThat(rows("received_message")).as("it may come again").isZero();
    assertThat(Rows.of("select reason from dead_letter where device = ?", device.name()))
        .containsExactly("the message that opens its incident did not come within 8 days");

    String letter =
        Rows.of("select digest from dead_letter where device = ?", device.name()).getFirst();
    iot.post("/api/v1/dead-letters/" + letter + "/replay", "");
    assertThat(rows("early_message")).isEqualTo(1);
    device.sends(device.opened(SEEN));

    String incident = device.incidentAt(SEEN).toString();
    assertThat(Person.engineer().incident(incident).path("endedAt").asText())
        .isEqualTo(ENDED.toString());
  }

  private int rows(String table) {
    return Rows.of("select id from " + table + " where device = ?", device.name()).size();
  }
}
