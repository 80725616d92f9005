package dev.sitewarden.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sitewarden.cloud.app.EmbeddedCloud;
import dev.sitewarden.domain.incident.Evidence.Kind;
import dev.sitewarden.domain.site.Severity;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The same rule in the same zone again is grouped, and nothing of it is lost. */
@QuarkusTest
@QuarkusTestResource(
    value = EmbeddedCloud.class,
    restrictToAnnotatedClass = true,
    initArgs = @ResourceArg(name = "cloud.incident.merge-within", value = "2m"))
final class RepeatTest {
  private static final Instant SEEN = Instant.parse("2026-11-20T10:00:00Z");

  private final Device device = Device.fresh();
  private final Person engineer = Person.engineer();
  private final String first = device.incidentAt(SEEN).toString();

  @Test
  void whatIsSeenAgainSoonIsARepeatOfTheFirst() {
    device.sends(device.opened(SEEN));
    device.sends(device.opened(SEEN.plusSeconds(100)));
    device.sends(device.opened(SEEN.plusSeconds(200)));

    JsonNode shown = engineer.incident(first);
    assertThat(shown.path("repeats").findValuesAsText("id")).containsExactly(at(100), at(200));
    assertThat(shown.path("timeline").findValuesAsText("kind"))
        .filteredOn("REPEATED"::equals)
        .hasSize(2);
    assertThat(listed("")).containsExactly(first);
    assertThat(listed("&repeats=true")).containsExactly(at(200), at(100), first);
  }

  @Test
  void aBatchInAnyOrderIsGroupedToo() {
    device.sends(
        IntStream.of(0, 10, 20)
            .mapToObj(i -> device.opened(SEEN.plusSeconds(i)))
            .toArray(String[]::new));

    assertThat(listed("")).containsExactly(first);
  }

  @Test
  void whatIsSeenLaterIsAnIncidentOfItsOwn() {
    device.sends(device.opened(SEEN));
    device.sends(device.opened(SEEN.plusSeconds(121)));

    assertThat(listed("")).containsExactly(at(121), first);
  }

  @Test
  void aSituationThatGoesOnForAnHourIsToldAnew() {
    List<String> events =
        IntStream.rangeClosed(0, 60)
            .mapToObj(minute -> device.opened(SEEN.plusSeconds(minute * 60L)))
            .toList();
    events.forEach(device::sends);

    assertThat(listed("")).containsExactly(at(3600), first);
  }

  @Test
  void afterAVerdictItIsSomethingNew() {
    device.sends(device.opened(SEEN));
    engineer.decide(first, "resolution", "{\"verdict\":\"REJECTED\"}");
    device.sends(device.opened(SEEN.plusSeconds(30)));

    assertThat(listed("")).containsExactly(at(30), first);
  }

  @Test
  void whatIsWorseThanItsSituationIsAnIncidentOfItsOwn() {
    device.sends(device.opened(SEEN, "dock", Severity.WARNING));
    device.sends(device.opened(SEEN.plusSeconds(10), "dock", Severity.ALARM));
    device.sends(device.opened(SEEN.plusSeconds(20), "dock", Severity.WARNING));

    assertThat(listed("")).containsExactly(at(10), first);
    assertThat(engineer.incident(at(20)).path("partOf").asText()).isEqualTo(at(10));
  }

  @Test
  void whatAPersonLoweredIsNoSituationOfTheNextAlarm() {
    device.sends(device.opened(SEEN));
    engineer.decide(first, "severity", "{\"severity\":\"WARNING\"}");
    device.sends(device.opened(SEEN.plusSeconds(10)));

    assertThat(listed("")).containsExactly(at(10), first);
  }

  @Test
  void aRepeatKeepsItsEvidenceAndIsDecidedWithItsFirst() {
    Instant again = SEEN.plusSeconds(60);
    device.sends(device.opened(SEEN), device.opened(again));
    device.sends(device.stored(again, Kind.CLIP, new byte[] {1}));

    Answer refused = engineer.decide(at(60), "acknowledgement", "{}");

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("is-a-repeat");
    assertThat(refused.json().path("detail").asText()).contains(first);
    assertThat(engineer.incident(at(60)).path("evidence").path("clip").isNull()).isFalse();
  }

  @Test
  void aRepeatThatIsSomethingElseIsSeparated() {
    device.sends(device.opened(SEEN), device.opened(SEEN.plusSeconds(60)));

    Answer separated = engineer.decide(at(60), "separation", "{}");
    Answer again = engineer.decide(at(60), "separation", "{}");
    Answer decided = engineer.decide(at(60), "acknowledgement", "{}");

    assertThat(separated.json().path("partOf").isNull()).isTrue();
    assertThat(again.code()).isEqualTo("not-a-repeat");
    assertThat(decided.status()).isEqualTo(200);
    assertThat(listed("")).containsExactly(at(60), first);
  }

  private String at(int seconds) {
    return device.incidentAt(SEEN.plusSeconds(seconds)).toString();
  }

  private List<String> listed(String more) {
    String camera = device.name() + "/gate";
    return engineer
        .get("/api/v1/incidents?limit=100&camera=" + camera + more)
        .json()
        .path("items")
        .findValuesAsText("id");
  }
}
